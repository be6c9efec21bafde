namespace Reeve;

/// <summary>
/// Whose objects a provider handles: one node of one cluster, or one stand-alone agent.
/// A provider reports and touches only objects of its own owner, also where several agents share a backend.
/// </summary>
/// <remarks>Immutable; compared by value; safe to share between threads.</remarks>
public sealed record Owner
{
    /// <summary>The cluster: hex SHA-256 of its CA certificate, or a stand-alone agent's own id. Never empty.</summary>
    public required string Cluster { get; init; }

    /// <summary>The node's name in that cluster (RFC 1123 subdomain). Never empty.</summary>
    public required string Node { get; init; }

    /// <summary>A stable token for backend names: 16 lower-case base32 characters that depend on the owner alone.</summary>
    public string Token => IdentityToken.Of(16, Cluster, Node);

    /// <inheritdoc/>
    public override string ToString() => $"{Node}@{Cluster}";
}
