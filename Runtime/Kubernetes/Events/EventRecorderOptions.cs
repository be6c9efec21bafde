namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>Who reports events, and how many.</summary>
public sealed record EventRecorderOptions
{
    /// <summary>Who reports them.</summary>
    /// <value>Default: <c>reeve</c>.</value>
    public string Component { get; init; } = "reeve";

    /// <summary>The node they come from; empty for none.</summary>
    public string Host { get; init; } = "";

    /// <summary>Events that wait to be sent; beyond, the oldest are dropped.</summary>
    /// <value>Default: 5,000.</value>
    public int Capacity { get; init; } = 5_000;

    /// <summary>Requests per second in the long run; 0 for no limit.</summary>
    /// <value>Default: 50.</value>
    public double RequestsPerSecond { get; init; } = 50;

    /// <summary>Requests that may be made at once after a quiet time.</summary>
    /// <value>Default: 100.</value>
    public int Burst { get; init; } = 100;

    /// <summary>How long nothing may have happened before events are sent, so that those of a burst come after it; zero for at once.</summary>
    /// <value>Default: 200 ms.</value>
    public TimeSpan Lull { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an event waits for such a lull at most.</summary>
    /// <value>Default: 3 s.</value>
    public TimeSpan LongestHold { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Events of one object that are let through at once; after that one per <see cref="ObjectInterval"/>.</summary>
    /// <value>Default: 25.</value>
    public int ObjectBurst { get; init; } = 25;

    /// <summary>How long an object that has used up its events waits for another.</summary>
    /// <value>Default: 5 min.</value>
    public TimeSpan ObjectInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Events that differ by their message alone until they are combined.</summary>
    /// <value>Default: 10.</value>
    public int SimilarLimit { get; init; } = 10;

    /// <summary>How far apart similar events may be to count as a series.</summary>
    /// <value>Default: 10 min.</value>
    public TimeSpan SimilarInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often sending an event is tried while the server cannot take it.</summary>
    /// <value>Default: 12.</value>
    public int MaxAttempts { get; init; } = 12;

    /// <summary>How long what waits may still be sent when the recorder is disposed.</summary>
    /// <value>Default: 3 s.</value>
    public TimeSpan FlushTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
