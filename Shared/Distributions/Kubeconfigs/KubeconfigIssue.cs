namespace Reeve.Distributions.Kubeconfigs;

/// <summary>A kubeconfig to be made, signed by a cluster's authority.</summary>
public sealed record KubeconfigIssue
{
    /// <summary>The cluster's name.</summary>
    public required string Cluster { get; init; }

    /// <summary>URL of its API server.</summary>
    public required Uri Server { get; init; }

    /// <summary>The authority of the API server's own certificate in PEM, where it is not that of users.</summary>
    /// <value>Null: <see cref="AuthorityPem"/>.</value>
    public string? ServerAuthorityPem { get; init; }

    /// <summary>The certificate of the authority of users in PEM.</summary>
    public required string AuthorityPem { get; init; }

    /// <summary>That authority's key in PEM: a secret.</summary>
    public required string AuthorityKeyPem { get; init; }

    /// <summary>Whose it is.</summary>
    public required string User { get; init; }

    /// <summary>The user's groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>How long it is valid: more than nothing, at most a year.</summary>
    public required TimeSpan Lifetime { get; init; }
}
