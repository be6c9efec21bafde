using Reeve.Kubernetes;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>A probe of one attempt. A new attempt has new ones, so that late results of an old one find nobody.</summary>
internal sealed class ProbeTrack
{
    public ProbeTrack(ProbeKind kind, Probe spec)
    {
        Kind = kind;
        Spec = spec;
        Passing = kind == ProbeKind.Liveness;
    }

    public ProbeKind Kind { get; }

    public Probe Spec { get; }

    public TimeSpan Period => TimeSpan.FromSeconds(Math.Max(Spec.PeriodSeconds ?? 10, 1));

    public TimeSpan Timeout => TimeSpan.FromSeconds(Math.Max(Spec.TimeoutSeconds ?? 1, 1));

    public TimeSpan InitialDelay => TimeSpan.FromSeconds(Spec.InitialDelaySeconds ?? 0);

    public int SuccessThreshold => Math.Max(Spec.SuccessThreshold ?? 1, 1);

    public int FailureThreshold => Math.Max(Spec.FailureThreshold ?? 3, 1);

    /// <summary>The verdict so far: liveness starts good, the others start bad.</summary>
    public bool Passing { get; set; }

    /// <summary>Startup or liveness failed for good: the container is restarted, and not probed until then.</summary>
    public bool Failed { get; set; }

    /// <summary>When it runs next; null before its first run.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>Whether it runs at the moment.</summary>
    public bool Running { get; set; }

    /// <summary>Whether the last result was good.</summary>
    public bool LastGood { get; set; }

    /// <summary>How many results in a row were like the last one.</summary>
    public int Count { get; set; }
}
