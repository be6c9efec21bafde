namespace Reeve.Clusters;

/// <summary>Where a cluster's images come from. Immutable.</summary>
public sealed record ClusterRegistry
{
    /// <summary>The registry as image references name it: <c>registry.example.com:5000</c>.</summary>
    public required string Name { get; init; }

    /// <summary>URLs that are asked before the registry itself, in order.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    /// <summary>Do not verify certificates.</summary>
    public bool SkipVerification { get; init; }

    /// <summary>Absolute paths of certificates of authorities.</summary>
    public IReadOnlyList<string> CertificateFiles { get; init; } = [];

    /// <summary>The user to authenticate as; empty for none.</summary>
    public string Username { get; init; } = "";

    /// <summary>The secret with the password, for <see cref="ClusterStep.SecretNames"/>; empty for none.</summary>
    public string PasswordSecret { get; init; } = "";
}
