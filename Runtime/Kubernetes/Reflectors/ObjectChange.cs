using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>A change of an object that a reflector saw.</summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed record ObjectChange<T>
    where T : class, IKubernetesObject
{
    /// <summary>What happened.</summary>
    public required ObjectChangeKind Kind { get; init; }

    /// <summary>The object; null for <see cref="ObjectChangeKind.Synced"/> alone.</summary>
    public T? Object { get; init; }
}
