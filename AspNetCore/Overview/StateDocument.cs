using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.AspNetCore.Proxies.Wire;

namespace Reeve.AspNetCore.Overview;

/// <summary>Everything that an agent looks after, at one moment: enough for a caller that has lost what it knew.</summary>
internal sealed record StateDocument
{
    /// <summary>The version of this shape.</summary>
    public const string Version = "v1";

    /// <summary><c>v1</c>.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>When it was so (RFC 3339).</summary>
    public string? Time { get; set; }

    /// <summary>Clusters: what is wanted of them, and what they are, with flavors, machines, resources, endpoints and conditions.</summary>
    public IReadOnlyList<ClusterDocument> Clusters { get; set; } = [];

    /// <summary>Flavors with all their revisions.</summary>
    public IReadOnlyList<FlavorDocument> Flavors { get; set; } = [];

    /// <summary>Proxies with what they serve: listeners, routes and upstreams. Keys are hidden.</summary>
    public IReadOnlyList<ProxyDocument> Proxies { get; set; } = [];

    /// <summary>Operations that go on or are stuck, without their steps.</summary>
    public IReadOnlyList<OperationDocument> Operations { get; set; } = [];
}
