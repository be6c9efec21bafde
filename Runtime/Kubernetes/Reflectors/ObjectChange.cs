using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>A change of an object that a reflector saw.</summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed record ObjectChange<T>
    where T : class, IKubernetesObject
{
    /// <summary>What happened.</summary>
    public required ObjectChangeKind Kind { get; init; }

    /// <summary>
    /// With <see cref="ObjectChangeKind.Deleted"/>: the server did not tell of the end; a later list lacks the object. Whoever cannot undo
    /// what he does then looks again first: a server may have been restored to an older state.
    /// </summary>
    public bool IsInferred { get; init; }

    /// <summary>The object; null for <see cref="ObjectChangeKind.Synced"/> alone.</summary>
    public T? Object { get; init; }
}
