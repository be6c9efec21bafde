using Reeve.Runtime.Proxies.Sources;

namespace Reeve.Host.Configuration.Proxies;

/// <summary><c>proxies[].kubernetes</c> as it is written: which cluster, and what of it.</summary>
internal sealed record KubernetesEntry : KubernetesSourceOptions
{
    /// <summary>The kubeconfig; null for the usual one.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>The context of it.</summary>
    public string? Context { get; set; }

    /// <summary>A cluster that this agent looks after, instead.</summary>
    public string? Cluster { get; set; }
}
