using Reeve.Plugins.Slurm.Controller;

namespace Reeve.Plugins.Slurm.Tests.Controller.Polling;

/// <summary>A controller that answers as the test says.</summary>
internal sealed class ScriptedController : ISlurmController
{
    private int _queueCalls;

    /// <summary>The queue.</summary>
    public IReadOnlyList<SlurmJob> Jobs { get; set; } = [];

    /// <summary>The accounting.</summary>
    public IReadOnlyList<SlurmJob> Past { get; set; } = [];

    /// <summary>What the queue throws, if anything.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the accounting throws, if anything.</summary>
    public Exception? PastFailure { get; set; }

    /// <summary>Holds answers back until it is completed.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>How often the queue was asked.</summary>
    public int QueueCalls => _queueCalls;

    /// <summary>Whom the accounting was asked about, question by question.</summary>
    public List<IReadOnlyList<long>> Questions { get; } = [];

    /// <summary>The partition.</summary>
    public Func<SlurmPartition> Partition { get; set; } = () => throw new NotSupportedException();

    public Task<IReadOnlyList<JobSubmitted>> SubmitAsync(IReadOnlyList<JobSubmission> jobs, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<IReadOnlyList<SlurmJob>> ListAsync(JobQuery query, CancellationToken cancellationToken)
    {
        if (query.IncludeQueue)
        {
            Interlocked.Increment(ref _queueCalls);
            if (Gate is { } gate)
            {
                await gate.Task.WaitAsync(cancellationToken);
            }

            return Failure is null ? Jobs : throw Failure;
        }

        lock (Questions)
        {
            Questions.Add(query.Jobs);
        }

        return PastFailure is null ? [.. Past.Where(job => query.Jobs.Count == 0 || query.Jobs.Contains(job.Id))] : throw PastFailure;
    }

    public Task SignalAsync(IReadOnlyList<long> jobs, string? signal, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetTimeLimitAsync(long job, TimeSpan limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SlurmPartition> DescribePartitionAsync(string? partition, CancellationToken cancellationToken) => Task.FromResult(Partition());
}
