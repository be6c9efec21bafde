namespace Reeve.Workloads;

/// <summary>Credentials for one registry, from a pod's <c>imagePullSecrets</c>. Its text form hides the password.</summary>
public sealed record PullSecret
{
    /// <summary>The registry's host, optionally with port and path prefix.</summary>
    public required string Registry { get; init; }

    /// <summary>The user.</summary>
    public required string Username { get; init; }

    /// <summary>The password or token.</summary>
    public required string Password { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username}@{Registry}";
}
