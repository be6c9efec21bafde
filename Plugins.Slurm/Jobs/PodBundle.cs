using Reeve.Plugins.Slurm.Controller;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Everything that the cluster needs to run a pod.</summary>
internal sealed record PodBundle
{
    /// <summary>The pod's directory with its scripts, arguments, environments and volumes. What the job writes is not in it.</summary>
    public required RemoteTree Tree { get; init; }

    /// <summary>The job.</summary>
    public required JobSubmission Job { get; init; }
}
