using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Api;

/// <summary>What is known of one pod here and at the API server. Guarded by its own lock.</summary>
internal sealed class ReportedPod(string uid)
{
    /// <summary>How long after the status was found overwritten it is written again, the first time.</summary>
    public static readonly TimeSpan FirstRepair = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long an object may come from before the last writing, because the watch lags behind; after that the server has gone back behind it.
    /// </summary>
    public static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(10);

    /// <summary>The UID by which the node knows the pod; a static pod's object at the API server has another one.</summary>
    public string Uid { get; } = uid;

    public Lock Lock { get; } = new();

    /// <summary>The newest state here; null until there is one.</summary>
    public PodRecord? Record { get; set; }

    /// <summary>The newest state at the API server; null while there is none.</summary>
    public Pod? Seen { get; set; }

    /// <summary>When the object was first seen.</summary>
    public long SeenSince { get; set; }

    /// <summary>The digest of the status that was written last, in the form of a patch.</summary>
    public UInt128? Written { get; set; }

    /// <summary>What others act upon in the status that was written last.</summary>
    public string? WrittenEssence { get; set; }

    /// <summary>The resource version that this made.</summary>
    public ulong WrittenVersion { get; set; }

    /// <summary>When that was.</summary>
    public long WrittenAt { get; set; }

    /// <summary>How often in a row the status had to be written again because somebody else had written it.</summary>
    public int Repairs { get; set; }

    /// <summary>The server told that the object is gone.</summary>
    public bool IsGone { get; set; }

    /// <summary>The object was deleted from here; it may stay for others' finalizers.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Nothing of the pod is left here: the object is to go.</summary>
    public TaskCompletionSource? Release { get; set; }

    /// <summary>The pod is the machine's own; its object is a mirror of it.</summary>
    public bool IsStatic => Record is not null && Record.Source != ApiPodSource.SourceName;

    /// <summary>Nothing is left, neither here nor there.</summary>
    public bool IsFinished { get; set; }

    /// <summary>
    /// When the status has to be looked at again because the object that was seen has another one; null if it has not. Either somebody
    /// overwrote it, or what was seen comes from before the last writing.
    /// </summary>
    public TimeSpan? RepairDelay()
    {
        if (Seen is null || WrittenEssence is null || StatusEssence.Of(Seen.Status) == WrittenEssence)
        {
            Repairs = 0;
            return null;
        }

        return FirstRepair * Math.Pow(2, Math.Min(Repairs, 6));
    }
}
