using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A resource that gets its tags.</summary>
internal sealed record TagArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Its id; may refer to an output.</summary>
    public required string Id { get; init; }
}
