using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>What runs the pods of a node, and what they may use of the machine.</summary>
public sealed record NodeBackendOptions
{
    /// <summary>The provider: of whole pods, or a driver of containers, as users write its name.</summary>
    public required string Provider { get; init; }

    /// <summary>Its options.</summary>
    public ProviderOptions ProviderOptions { get; init; } = ProviderOptions.Empty;

    /// <summary>Features that a pod may ask for although the provider lacks them: an event says what is ignored. Otherwise the pod is refused.</summary>
    /// <value>None.</value>
    public IReadOnlySet<PodFeature> IgnoredFeatures { get; init; } = new HashSet<PodFeature>();

    /// <summary>Whether secrets may be written to the disk where the machine has no directory in memory for them.</summary>
    /// <value>False.</value>
    public bool SecretsOnDisk { get; init; }

    /// <summary>Absolute paths of directories in which hostPath volumes must lie, after symbolic links are followed.</summary>
    /// <value>Null: everything is allowed.</value>
    public IReadOnlyList<string>? AllowedHostPaths { get; init; }

    /// <summary>A log file of this size, in bytes, is rotated.</summary>
    /// <value>10 MiB.</value>
    public long MaxLogFileBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Log files kept for each run of a container; at least 2.</summary>
    /// <value>5.</value>
    public int MaxLogFiles { get; init; } = 5;

    /// <summary>Images.</summary>
    public NodeImageOptions Images { get; init; } = new();
}
