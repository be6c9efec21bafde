using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Another version of Kubernetes.</summary>
internal sealed record VersionArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The version that it had.</summary>
    public required string From { get; init; }

    /// <summary>The version that it gets.</summary>
    public required string To { get; init; }

    /// <summary>When there is no way back; null if there is.</summary>
    public Succession? Succession { get; init; }
}
