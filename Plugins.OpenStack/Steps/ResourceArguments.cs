using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Distributions;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A resource to be made.</summary>
internal sealed record ResourceArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is made of: the client's own record; may refer to outputs of earlier steps (<c>${network.id}</c>).</summary>
    public required JsonElement Body { get; init; }

    /// <summary>What a server does at its first start, as text; may refer to outputs. Null for what is no server.</summary>
    public string? UserData { get; init; }

    /// <summary>The server group that a server joins; may refer to outputs.</summary>
    public string? ServerGroup { get; init; }

    /// <summary>Which secrets a server gets: <c>first</c>, <c>master</c>, <c>worker</c>; null for none.</summary>
    public string? Secrets { get; init; }

    /// <summary>The stored token that a server joins by; null for the operation's own.</summary>
    public string? Token { get; init; }

    /// <summary>In whose place it comes; null if in nobody's.</summary>
    public Succession? Succession { get; init; }

    /// <summary>The node that a server becomes of a cluster that is there. Taken back, the cluster forgets it first; null if nobody tells the cluster.</summary>
    public string? Node { get; init; }

    /// <summary>The master from which etcd is asked about that node; empty for what has no part in etcd.</summary>
    public string Via { get; set; } = "";

    /// <summary>The distribution that a server is made with.</summary>
    public string Distribution { get; set; } = KubeadmDistribution.DistributionName;
}
