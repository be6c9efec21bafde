using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Admission;

/// <summary>What can be said of a pod before anything is done for it. Pure.</summary>
/// <param name="users">Who it may run as.</param>
/// <param name="jobs">What a job can do.</param>
internal sealed class SlurmAdmission(IRemoteUsers users, JobAdmission jobs) : IPodAdmission
{
    /// <inheritdoc/>
    public IReadOnlyList<FieldError> Validate(Pod pod) => [.. users.Validate(pod), .. jobs.Validate(pod)];
}
