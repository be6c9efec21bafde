namespace Reeve.Runtime.Engine.Planning;

/// <summary>The stopping of one attempt.</summary>
internal sealed class StopTrack
{
    /// <summary>Why.</summary>
    public required StopCause Cause { get; set; }

    /// <summary>When the grace period is over.</summary>
    public required DateTimeOffset Deadline { get; set; }

    /// <summary>Killed at once: no hook, no signal, no waiting for others.</summary>
    public bool AtOnce { get; set; }

    /// <summary>Where the preStop hook is.</summary>
    public HookStage PreStop { get; set; }

    /// <summary>When a hook that only sleeps is over.</summary>
    public DateTimeOffset? SleepUntil { get; set; }

    /// <summary>When the driver will kill it, once the driver was told.</summary>
    public DateTimeOffset? KillAt { get; set; }

    /// <summary>When to tell a driver again that failed to stop it.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>The pause before telling it again.</summary>
    public Backoff Backoff { get; set; }
}
