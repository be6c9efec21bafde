using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods;

/// <summary>What is known of the pods of a node: of a running agent, or from its state directory where none runs. Thread-safe.</summary>
public interface IPodStateReader
{
    /// <summary>All pods, by namespace and name; a snapshot.</summary>
    IReadOnlyList<PodRecord> Pods { get; }

    /// <summary>Finds a pod.</summary>
    /// <param name="podNamespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The pod; the newest where an older one of the same name is still being removed; null if there is none.</returns>
    PodRecord? Find(string podNamespace, string name);

    /// <summary>Finds a pod by its UID; null if there is none.</summary>
    /// <param name="uid">The UID.</param>
    PodRecord? FindByUid(string uid);

    /// <summary>What happened, oldest first; like happenings are one event with a count.</summary>
    /// <param name="uid">Of one pod alone; null for all, also for pods that are gone.</param>
    IReadOnlyList<Event> GetEvents(string? uid = null);
}
