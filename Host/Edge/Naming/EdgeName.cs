using System.Net;

namespace Reeve.Host.Edge.Naming;

/// <summary>A name in DNS, and where it leads.</summary>
internal sealed record EdgeName
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it leads.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];
}
