using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Handover;

/// <summary>A resource that changes hands.</summary>
internal sealed record TakeArguments
{
    /// <summary>Whose it shall be.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Whose it was.</summary>
    public required ClusterId From { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The tags that it shall have; null where its other marks are changed.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The tags that it had.</summary>
    public IReadOnlyList<string>? Before { get; init; }
}
