namespace Reeve.Kubernetes;

/// <summary>Something that happened to an object (core/v1).</summary>
public sealed record Event() : KubernetesObject("v1", "Event")
{
    /// <summary>What it happened to.</summary>
    public ObjectReference InvolvedObject { get; init => field = value ?? Blank<ObjectReference>.Value; } = Blank<ObjectReference>.Value;

    /// <summary>Machine-readable cause in CamelCase.</summary>
    public string? Reason { get; init; }

    /// <summary>Human-readable detail.</summary>
    public string? Message { get; init; }

    /// <summary>Who reports it, in the old form.</summary>
    public EventSource? Source { get; init; }

    /// <summary>When it first happened.</summary>
    public Time? FirstTimestamp { get; init; }

    /// <summary>When it last happened.</summary>
    public Time? LastTimestamp { get; init; }

    /// <summary>How often it happened.</summary>
    public int? Count { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public string? Type { get; init; }

    /// <summary>When it happened, in the new form.</summary>
    public MicroTime? EventTime { get; init; }

    /// <summary>The series it belongs to.</summary>
    public EventSeries? Series { get; init; }

    /// <summary>What was done or failed.</summary>
    public string? Action { get; init; }

    /// <summary>A second object that is concerned.</summary>
    public ObjectReference? Related { get; init; }

    /// <summary>Who reports it, such as <c>example.com/agent</c>.</summary>
    public string? ReportingComponent { get; init; }

    /// <summary>Which instance reports it.</summary>
    public string? ReportingInstance { get; init; }
}
