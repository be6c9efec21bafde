namespace Reeve.Plugins.Slurm.Users;

/// <summary>Whom a pod runs as.</summary>
internal sealed record PodUser
{
    /// <summary>The user.</summary>
    public required RemoteUser User { get; init; }

    /// <summary>The account to charge; null for the user's default.</summary>
    public string? Account { get; init; }
}
