using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>Tells the API what happened to objects. Never blocks and never throws for what the API does.</summary>
public interface IEventRecorder
{
    /// <summary>
    /// Records that something happened now. Like events become one with a count, many similar ones become one that says so, and an
    /// object that has too many is held back; when the queue is full the oldest is dropped.
    /// </summary>
    /// <param name="about">What it happened to; see <see cref="ObjectReferences"/>.</param>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="reason">Machine-readable cause in CamelCase.</param>
    /// <param name="message">Human-readable detail; cut at 1,024 bytes.</param>
    /// <param name="annotations">Annotations of the event; null for none.</param>
    void Record(
        ObjectReference about, string type, string reason, string message, IReadOnlyDictionary<string, string>? annotations = null);
}
