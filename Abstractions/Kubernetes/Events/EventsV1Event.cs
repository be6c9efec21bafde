namespace Reeve.Kubernetes;

/// <summary>Something that happened to an object (events.k8s.io/v1).</summary>
public sealed record EventsV1Event() : KubernetesObject("events.k8s.io/v1", "Event")
{
    /// <summary>When it first happened.</summary>
    public MicroTime? EventTime { get; init; }

    /// <summary>The series it belongs to.</summary>
    public EventSeries? Series { get; init; }

    /// <summary>Who reports it.</summary>
    public string? ReportingController { get; init; }

    /// <summary>Which instance reports it.</summary>
    public string? ReportingInstance { get; init; }

    /// <summary>What was done or failed.</summary>
    public string? Action { get; init; }

    /// <summary>Machine-readable cause in CamelCase.</summary>
    public string? Reason { get; init; }

    /// <summary>What it happened to.</summary>
    public ObjectReference Regarding { get; init => field = value ?? Blank<ObjectReference>.Value; } = Blank<ObjectReference>.Value;

    /// <summary>A second object that is concerned.</summary>
    public ObjectReference? Related { get; init; }

    /// <summary>Human-readable detail.</summary>
    public string? Note { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public string? Type { get; init; }

    /// <summary>Source, in the old form.</summary>
    public EventSource? DeprecatedSource { get; init; }

    /// <summary>First time, in the old form.</summary>
    public Time? DeprecatedFirstTimestamp { get; init; }

    /// <summary>Last time, in the old form.</summary>
    public Time? DeprecatedLastTimestamp { get; init; }

    /// <summary>Count, in the old form.</summary>
    public int? DeprecatedCount { get; init; }
}
