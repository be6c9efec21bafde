using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Statuses;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Events;

/// <summary>What happened to one pod: like happenings are one event with a count; the oldest make room. Not thread-safe.</summary>
internal sealed class PodEventLog
{
    private const string Component = "reeve";

    private readonly int _capacity;
    private readonly string _node;
    private readonly List<Event> _events;

    public PodEventLog(int capacity, string node, IEnumerable<Event> earlier)
    {
        _capacity = capacity;
        _node = node;
        _events = [.. earlier];
    }

    /// <summary>The events, the one that last happened last.</summary>
    public IReadOnlyList<Event> Snapshot() => [.. _events];

    /// <summary>Adds what happened.</summary>
    public void Add(Pod pod, PodEvent happened)
    {
        var message = TextLimits.Cut(happened.Message, TextLimits.EventMessage);
        var reason = TextLimits.Cut(happened.Reason, TextLimits.EventReason);
        var type = happened.Warning ? EventTypes.Warning : EventTypes.Normal;
        var field = happened.Container is null ? null : FieldPath(pod.Spec, happened.Container);
        var like = _events.FindIndex(known =>
            known.Reason == reason && known.Message == message && known.Type == type && known.InvolvedObject.FieldPath == field);
        if (like >= 0)
        {
            var known = _events[like];
            _events.RemoveAt(like);
            _events.Add(known with { Count = (known.Count ?? 1) + 1, LastTimestamp = new Time(happened.Time) });
            return;
        }

        if (_events.Count >= _capacity)
        {
            _events.RemoveAt(0);
        }

        _events.Add(Create(pod, happened.Time, reason, message, type, field));
    }

    private static string FieldPath(PodSpec spec, string container) =>
        spec.InitContainers.Any(init => init.Name == container) ? $"spec.initContainers{{{container}}}"
        : spec.EphemeralContainers.Any(ephemeral => ephemeral.Name == container) ? $"spec.ephemeralContainers{{{container}}}"
        : $"spec.containers{{{container}}}";

    private Event Create(Pod pod, DateTimeOffset time, string reason, string message, string type, string? field) => new()
    {
        Metadata = new()
        {
            Name = $"{pod.Metadata.Name}.{Guid.CreateVersion7(time):N}",
            Namespace = pod.Metadata.Namespace,
            CreationTimestamp = new Time(time),
        },
        InvolvedObject = new()
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Namespace = pod.Metadata.Namespace,
            Name = pod.Metadata.Name,
            Uid = pod.Metadata.Uid,
            FieldPath = field,
        },
        Reason = reason,
        Message = message,
        Type = type,
        Count = 1,
        FirstTimestamp = new Time(time),
        LastTimestamp = new Time(time),
        Source = new() { Component = Component, Host = _node },
        ReportingComponent = Component,
        ReportingInstance = _node,
    };
}
