namespace Reeve.Plugins.Slurm.Controller;

/// <summary>
/// One Slurm cluster as one of its users sees it: by its commands (over a shell) or by slurmrestd. Thread-safe. Every call asks the controller
/// a number of times that does not depend on how many jobs there are.
/// </summary>
internal interface ISlurmController
{
    /// <summary>Submits jobs, all in one round trip.</summary>
    /// <param name="jobs">The jobs; their directories and scripts are in place.</param>
    /// <param name="cancellationToken">Stops waiting; what was submitted is then found by listing.</param>
    /// <returns>One answer for each, in order: a refused job does not disturb the others.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: no answer; some may have been accepted.</exception>
    Task<IReadOnlyList<JobSubmitted>> SubmitAsync(IReadOnlyList<JobSubmission> jobs, CancellationToken cancellationToken);

    /// <summary>Every job whose name begins with a prefix: queued, running, and ended ones as long as Slurm remembers them.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: the listing is not complete.</exception>
    Task<IReadOnlyList<SlurmJob>> ListAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>Cancels jobs, or sends their batch scripts a signal. A job that has ended is no error.</summary>
    /// <param name="jobs">Job ids.</param>
    /// <param name="signal">A signal's name without SIG for the batch script alone; null to cancel.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task SignalAsync(IReadOnlyList<long> jobs, string? signal, CancellationToken cancellationToken);

    /// <summary>Changes a job's time limit.</summary>
    /// <param name="job">Its id.</param>
    /// <param name="limit">The new one, from the start of the job; rounded up to a minute, as Slurm counts.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Denied"/>: only an administrator may; <see cref="ErrorReason.NotFound"/>.</exception>
    Task SetTimeLimitAsync(long job, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>What a partition offers.</summary>
    /// <param name="partition">Its name; null for the default one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: no such partition; <see cref="ErrorReason.Transient"/>.</exception>
    Task<SlurmPartition> DescribePartitionAsync(string? partition, CancellationToken cancellationToken);
}
