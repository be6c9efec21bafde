using Reeve.Runtime.Pods.Sources;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>What became of resolving a pod.</summary>
internal sealed record Resolution
{
    /// <summary>The pod; without the volumes that have a problem.</summary>
    public required ResolvedPod Pod { get; init; }

    /// <summary>Why volumes or inputs are incomplete, one sentence each; while there are any, the pod cannot start.</summary>
    public IReadOnlyList<string> VolumeProblems { get; init; } = [];

    /// <summary>Every object that was looked for, found or not.</summary>
    public IReadOnlySet<ObjectKey> References { get; init; } = new HashSet<ObjectKey>();

    /// <summary>What is to be told to the user.</summary>
    public IReadOnlyList<ResolutionNote> Notes { get; init; } = [];

    /// <summary>The source of objects failed for part of it, so that it is to be resolved again after a while.</summary>
    public bool IsUnread { get; init; }

    /// <summary>When it is to be resolved again, because a token is to be replaced; null: never for that.</summary>
    public DateTimeOffset? RefreshAt { get; init; }

    /// <summary>Why containers cannot be configured, by name.</summary>
    public IReadOnlyDictionary<string, string> ContainerProblems => Pod.Containers
        .Where(container => container.Problem is not null)
        .ToDictionary(container => container.Name, container => container.Problem!);
}
