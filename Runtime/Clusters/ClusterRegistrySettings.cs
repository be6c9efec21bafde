namespace Reeve.Runtime.Clusters;

/// <summary>Where a cluster's images come from. Immutable.</summary>
public sealed record ClusterRegistrySettings
{
    /// <summary>Whether the rest of this is meant: only then it is looked at, and validated.</summary>
    public bool Customised { get; init; }

    /// <summary>The registry's name as image references have it: <c>registry.example.com:5000</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>URLs that are asked before the registry itself, in order.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    /// <summary>Do not verify its certificate.</summary>
    public bool SkipVerification { get; init; }

    /// <summary>Whether it wants a user and a password.</summary>
    public bool Authenticates { get; init; }

    /// <summary>The user.</summary>
    public string Username { get; init; } = "";

    /// <summary>
    /// The password, on the way in alone: it is stored apart (0600), and views never have it. Empty on a change where the user stays: that of
    /// before stays.
    /// </summary>
    public string Password { get; init; } = "";

    /// <summary>Absolute paths of certificates of authorities.</summary>
    public IReadOnlyList<string> CertificateFiles { get; init; } = [];

    /// <summary>The settings without the password.</summary>
    public override string ToString() => Customised ? $"{Name} by {string.Join(", ", Endpoints)}" : "not customised";
}
