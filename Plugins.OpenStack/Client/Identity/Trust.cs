namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>A user's leave for another to act in a project.</summary>
internal sealed record Trust
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Who gives it.</summary>
    public string TrustorUserId { get; set; } = "";

    /// <summary>Who gets it.</summary>
    public string TrusteeUserId { get; set; } = "";

    /// <summary>The project.</summary>
    public string? ProjectId { get; set; }

    /// <summary>Whether the other acts as the first.</summary>
    public bool Impersonation { get; set; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}
