using Reeve.Clusters;

namespace Reeve.TestKit.Clusters;

/// <summary>The provisioner under test, and a cluster for it to make.</summary>
public sealed record ClusterTarget
{
    /// <summary>The plugin and its provisioner.</summary>
    public required ProviderTarget Provider { get; init; }

    /// <summary>A new cluster that can be made. Its identity is replaced by ones of the suite's own.</summary>
    public required ClusterSpec Spec { get; init; }

    /// <summary>What it may be upgraded to; null leaves upgrades out.</summary>
    public ClusterSpec? Next { get; init; }

    /// <summary>Specifications that must be refused, by the field that is at fault.</summary>
    public IReadOnlyDictionary<string, ClusterSpec> Refused { get; init; } = new Dictionary<string, ClusterSpec>();

    /// <summary>
    /// Whether steps may be applied: the suite makes, changes and removes clusters then. Otherwise it checks everything that changes nothing.
    /// </summary>
    public bool AppliesSteps { get; init; } = true;

    /// <summary>
    /// Makes what steps reach the world by: programs, files, the API. Null for a world in memory, with files, secrets, no programs and no API.
    /// Everything that changes something passes the suite first, and is refused where nothing may change.
    /// </summary>
    public Func<IStepContext>? World { get; init; }
}
