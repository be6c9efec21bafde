using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>A pod that shall run.</summary>
public sealed record DesiredPod
{
    /// <summary>Names the pod within its source for ever: file and name, or the UID that the API server gave it.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// A digest of all that makes it another pod when it changes. Of a pod with a UID of its own it is not used: such a pod
    /// stays the same whatever changes.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>The pod with the API's defaults. Without <c>metadata.uid</c> it gets one that depends on owner, key and hash.</summary>
    public required Pod Pod { get; init; }

    /// <summary>Whether it was asked for anew: if a pod of the same key and hash has finished earlier, it runs once more.</summary>
    public bool RunAgain { get; init; }
}
