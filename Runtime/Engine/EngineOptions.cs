namespace Reeve.Runtime.Engine;

/// <summary>Times and limits of the container engine. The defaults are the kubelet's.</summary>
public sealed record EngineOptions
{
    /// <summary>First pause before an ended container starts again.</summary>
    /// <value>10 s.</value>
    public TimeSpan CrashBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause before an ended container starts again. A container that ran twice as long starts afresh.</summary>
    /// <value>5 min.</value>
    public TimeSpan MaxCrashBackoff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>First pause after something failed before a container ran: an image, a volume, a driver's refusal.</summary>
    /// <value>10 s.</value>
    public TimeSpan RetryBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause after something failed before a container ran.</summary>
    /// <value>5 min.</value>
    public TimeSpan MaxRetryBackoff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>First pause after a volume or the sandbox could not be made; doubles up to <see cref="MaxSetUpBackoff"/>.</summary>
    /// <value>500 ms.</value>
    public TimeSpan SetUpBackoff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause after a volume or the sandbox could not be made.</summary>
    /// <value>2 min 2 s.</value>
    public TimeSpan MaxSetUpBackoff { get; init; } = TimeSpan.FromSeconds(122);

    /// <summary>What a container gets between its stop signal and the kill at least, unless it is killed at once.</summary>
    /// <value>2 s.</value>
    public TimeSpan MinimumGracePeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often emptyDir volumes with a sizeLimit are measured.</summary>
    /// <value>10 s.</value>
    public TimeSpan LimitCheckInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many containers are started at the same time, over all pods.</summary>
    /// <value>Four for each processor.</value>
    public int MaxConcurrentStarts { get; init; } = 4 * Environment.ProcessorCount;

    /// <summary>Memory of the machine in bytes, for <c>oom_score_adj</c> of Burstable pods.</summary>
    /// <value>What the runtime may use.</value>
    public long MemoryCapacity { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary><c>PATH</c> of a container where neither image nor pod set one.</summary>
    /// <value>The usual six directories.</value>
    public string DefaultPath { get; init; } = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}
