namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>A trust to be made.</summary>
internal sealed record TrustCreate
{
    /// <summary>Who gives it: the caller.</summary>
    public required string TrustorUserId { get; init; }

    /// <summary>Who gets it.</summary>
    public required string TrusteeUserId { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Whether the other acts as the first.</summary>
    public bool Impersonation { get; init; }

    /// <summary>What the other may.</summary>
    public IReadOnlyList<TrustRole> Roles { get; init; } = [];

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
