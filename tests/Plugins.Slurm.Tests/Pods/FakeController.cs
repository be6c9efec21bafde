using System.Collections.Concurrent;
using Reeve.Plugins.Slurm.Controller;

namespace Reeve.Plugins.Slurm.Tests.Pods;

/// <summary>A Slurm of which a test says what becomes of each job.</summary>
internal sealed class FakeController : ISlurmController
{
    private long _last;

    public ConcurrentDictionary<long, SlurmJob> Jobs { get; } = new();

    /// <summary>How many jobs came with each submission.</summary>
    public ConcurrentQueue<int> Submissions { get; } = new();

    public ConcurrentQueue<(long Job, string? Signal)> Signals { get; } = new();

    public ConcurrentQueue<(long Job, TimeSpan Limit)> Limits { get; } = new();

    /// <summary>Makes the answer to a submission, once jobs were accepted; null for the ordinary one.</summary>
    public Func<JobSubmission, ProviderException?>? Refuse { get; set; }

    /// <summary>Loses the reply of the next submission.</summary>
    public bool LosesReply { get; set; }

    /// <summary>What new jobs are.</summary>
    public Func<SlurmJob, SlurmJob> Accept { get; set; } = job => job;

    public Task<IReadOnlyList<JobSubmitted>> SubmitAsync(IReadOnlyList<JobSubmission> jobs, CancellationToken cancellationToken)
    {
        Submissions.Enqueue(jobs.Count);
        IReadOnlyList<JobSubmitted> answers = [.. jobs.Select(Submit)];
        if (LosesReply)
        {
            LosesReply = false;
            throw new ProviderException(ErrorReason.Transient, "The connection broke.");
        }

        return Task.FromResult(answers);
    }

    public Task<IReadOnlyList<SlurmJob>> ListAsync(JobQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SlurmJob>>([.. Jobs.Values.Where(job => job.Name.StartsWith(query.NamePrefix, StringComparison.Ordinal))]);

    public Task SignalAsync(IReadOnlyList<long> jobs, string? signal, CancellationToken cancellationToken)
    {
        foreach (var job in jobs)
        {
            Signals.Enqueue((job, signal));
            if (signal is null)
            {
                Set(job, state => state with { State = JobState.Cancelled, CancelledByOther = false });
            }
        }

        return Task.CompletedTask;
    }

    public Task SetTimeLimitAsync(long job, TimeSpan limit, CancellationToken cancellationToken)
    {
        Limits.Enqueue((job, limit));
        return Task.CompletedTask;
    }

    public Task<SlurmPartition> DescribePartitionAsync(string? partition, CancellationToken cancellationToken) =>
        throw new ProviderException(ErrorReason.NotFound, "There are no partitions.");

    public void Set(long job, Func<SlurmJob, SlurmJob> change) => Jobs[job] = change(Jobs[job]);

    private JobSubmitted Submit(JobSubmission submission)
    {
        if (Refuse?.Invoke(submission) is { } refusal)
        {
            return new JobSubmitted { Refusal = refusal };
        }

        var id = Interlocked.Increment(ref _last);
        Jobs[id] = Accept(new SlurmJob
        {
            Id = id, Name = submission.Name, Comment = submission.Comment, State = JobState.Pending, Reason = "Priority", Partition = "main", SubmittedAt = DateTimeOffset.UnixEpoch,
        });
        return new JobSubmitted { JobId = id };
    }
}
