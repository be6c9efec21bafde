using System.Collections.Concurrent;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Events;

namespace Reeve.Runtime.Tests.Nodes;

/// <summary>Keeps events.</summary>
internal sealed class FakeEvents : IEventRecorder
{
    private readonly ConcurrentQueue<string> _reasons = new();

    public IReadOnlyList<string> Reasons => [.. _reasons];

    public void Record(ObjectReference about, string type, string reason, string message, IReadOnlyDictionary<string, string>? annotations = null) =>
        _reasons.Enqueue(reason);
}
