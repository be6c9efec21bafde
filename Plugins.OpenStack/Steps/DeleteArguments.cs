using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A resource to be deleted.</summary>
internal sealed record DeleteArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }
}
