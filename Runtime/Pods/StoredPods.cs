using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Store;

namespace Reeve.Runtime.Pods;

/// <summary>The pods of a node as its state directory tells, for commands while no agent runs. Reads without the lock and changes nothing.</summary>
public sealed class StoredPods : IPodStateReader
{
    private readonly IReadOnlyList<Event> _events;

    private StoredPods(IReadOnlyList<PodRecord> pods, IReadOnlyList<Event> events, IReadOnlyList<string> problems)
    {
        Pods = pods;
        _events = events;
        Problems = problems;
    }

    /// <inheritdoc/>
    public IReadOnlyList<PodRecord> Pods { get; }

    /// <summary>Files that could not be read and are left out, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Reads a state directory; one that does not exist holds nothing.</summary>
    /// <param name="stateDirectory">Its path.</param>
    public static StoredPods Read(string stateDirectory)
    {
        var reader = new PodStoreReader(stateDirectory);
        var stored = reader.ReadPods();
        var pods = PodOrder.Sort(stored.Where(pod => pod.Pod is not null).Select(pod => new PodRecord
        {
            Pod = pod.Pod!,
            Source = pod.Intent?.Source ?? "",
            SourceKey = pod.Intent?.Key ?? "",
            BackendHandle = pod.BackendHandle,
        }));
        var events = PodOrder.Sort(stored.SelectMany(pod => pod.Events).Concat(reader.ReadEvents()));
        return new(pods, events, reader.Problems);
    }

    /// <inheritdoc/>
    public PodRecord? Find(string podNamespace, string name) => Pods.LastOrDefault(record =>
        record.Pod.Metadata.Name == name && (record.Pod.Metadata.Namespace ?? "default") == podNamespace);

    /// <inheritdoc/>
    public PodRecord? FindByUid(string uid) => Pods.FirstOrDefault(record => record.Uid == uid);

    /// <inheritdoc/>
    public IReadOnlyList<Event> GetEvents(string? uid = null) =>
        [.. _events.Where(happened => uid is null || happened.InvolvedObject.Uid == uid)];
}
