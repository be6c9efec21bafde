namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>A credential that a user made for a program, for one project.</summary>
internal sealed record ApplicationCredential
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>Given once, when it is made.</summary>
    public string? Secret { get; set; }

    /// <summary>The project that it is for.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Whether it may make others.</summary>
    public bool? Unrestricted { get; set; }
}
