using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Store;

namespace Reeve.Runtime.Pods.Events;

/// <summary>Events of pods that are gone: the newest, so that the end of a pod can be looked up. Thread-safe.</summary>
internal sealed partial class PodEventArchive(
    int capacity, string node, IPodStore store, IEnumerable<Event> earlier, TimeProvider timeProvider, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly List<Event> _events = [.. earlier];

    /// <summary>The events, oldest first.</summary>
    public IReadOnlyList<Event> Snapshot()
    {
        lock (_lock)
        {
            return [.. _events];
        }
    }

    /// <summary>Keeps the events of a pod that is gone.</summary>
    public void Add(IReadOnlyList<Event> events)
    {
        lock (_lock)
        {
            _events.AddRange(events);
            if (_events.Count > capacity)
            {
                _events.RemoveRange(0, _events.Count - capacity);
            }

            try
            {
                store.WriteEvents(_events);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(logger, e.Message);
            }
        }
    }

    /// <summary>Keeps what happened to a pod of which only the UID is known.</summary>
    public void AddUnknownPod(string uid, string reason, string message)
    {
        var log = new PodEventLog(1, node, []);
        var pod = new Pod { Metadata = new() { Name = uid, Namespace = "", Uid = uid } };
        log.Add(pod, new() { Reason = reason, Message = message, Warning = true, Time = timeProvider.GetUtcNow() });
        Add(log.Snapshot());
    }
}
