namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Names in a pod's directory, and beside it, that both the agent and the job know.</summary>
internal static class PodLayout
{
    /// <summary>The pod's identity, by which an agent that has lost everything knows whose directory it is.</summary>
    public const string Identity = "pod.json";

    /// <summary>What the job writes of its containers; replaced as a whole after each change.</summary>
    public const string Status = "status";

    /// <summary>What the batch script itself writes.</summary>
    public const string Output = "job.out";

    /// <summary>
    /// Written by the agent before it sends <see cref="StopSignal"/>: the seconds that the containers still have, as a decimal number. It may come
    /// again with fewer seconds, and without it (a time limit near, an administrator) the signal means the pod's own grace period.
    /// </summary>
    public const string Stop = "control/stop";

    /// <summary>The signal that tells the batch script to stop its containers, without SIG.</summary>
    public const string StopSignal = "USR1";

    /// <summary>
    /// A directory beside those of the pods. After each change of its status a job makes an empty file there, named as its own directory; the
    /// agent takes it away and reads the status. It may be missing, and then nobody listens.
    /// </summary>
    public const string Changes = ".changed";
}
