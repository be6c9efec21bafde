using System.Globalization;
using System.Text;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>A cluster by the commands of Slurm on a login node.</summary>
/// <param name="shell">Runs programs there, as the user whose jobs these are.</param>
/// <param name="options">Where the commands are.</param>
internal sealed class CommandController(IRemoteShell shell, ControllerOptions options) : ISlurmController
{
    private readonly SlurmShell _shell = new(shell, options);
    private readonly string _separator = Separator.New();
    private (string Prefix, string Digest, IReadOnlyList<SlurmJob> Jobs)? _last;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobSubmitted>> SubmitAsync(IReadOnlyList<JobSubmission> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
        {
            return [];
        }

        // A separator of its own: the first one is known to whoever reads the process list.
        var separator = Separator.New();
        var result = await _shell.RunAsync(Submission.Script(jobs, separator), cancellationToken);
        return Submission.Parse(result, separator, jobs.Count, _shell.Description);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SlurmJob>> ListAsync(JobQuery query, CancellationToken cancellationToken)
    {
        var queue = query.IncludeQueue ? await QueueAsync(query.NamePrefix, cancellationToken) : [];
        var history = query.IncludeHistory ? await HistoryAsync(query, cancellationToken) : [];
        return JobMerge.Merge(queue, history);
    }

    /// <inheritdoc/>
    public async Task SignalAsync(IReadOnlyList<long> jobs, string? signal, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
        {
            return;
        }

        var script = new StringBuilder("slurm scancel ");
        if (signal is not null)
        {
            script.Append("--batch --signal=").AppendWord(signal).Append(' ');
        }

        script.AppendJoin(' ', jobs.Select(job => job.ToString(CultureInfo.InvariantCulture))).Append(" || exit\n");
        var result = await _shell.ReadAsync(script, cancellationToken);

        // Each job has its own line; those that are over, or have not started and so have no script to signal, are no failure.
        var failed = result.ErrorText.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal) && !IsHarmless(line, signal)).ToList();
        if (result.ExitCode != 0 && (failed.Count > 0 || result.ErrorText.Length == 0))
        {
            throw SlurmFailure.Make("scancel", result.ExitCode, string.Join('\n', failed), _shell.Description);
        }
    }

    /// <inheritdoc/>
    public async Task SetTimeLimitAsync(long job, TimeSpan limit, CancellationToken cancellationToken)
    {
        var minutes = (long)Math.Ceiling(limit.TotalMinutes);
        var script = new StringBuilder().Append(CultureInfo.InvariantCulture, $"slurm scontrol update JobId={job} TimeLimit={minutes} || exit\n");
        var result = await _shell.ReadAsync(script, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw SlurmErrors.IsNoSuchJob(result.ErrorText)
                ? new ProviderException(ErrorReason.NotFound, string.Create(CultureInfo.InvariantCulture, $"Job {job} is over."))
                : SlurmFailure.Make("scontrol", result, _shell.Description);
        }
    }

    /// <inheritdoc/>
    public async Task<SlurmPartition> DescribePartitionAsync(string? partition, CancellationToken cancellationToken)
    {
        var listing = new PartitionListing(_separator);
        var result = await _shell.ReadAsync(listing.Script(partition), cancellationToken);
        return listing.Parse(_shell.Body("sinfo", result), partition);
    }

    private static bool IsHarmless(string line, string? signal) =>
        SlurmErrors.IsNoSuchJob(line) || (signal is not null && line.Contains("Job can not be altered now", StringComparison.Ordinal));

    private async Task<IReadOnlyList<SlurmJob>> QueueAsync(string prefix, CancellationToken cancellationToken)
    {
        var listing = new QueueListing(_separator);
        var last = _last is { } known && known.Prefix == prefix ? known : default;
        var result = await _shell.ReadAsync(listing.Script(prefix, last.Digest), cancellationToken);
        var text = _shell.Body("squeue", result);
        if (text.StartsWith("same", StringComparison.Ordinal) && last.Jobs is not null)
        {
            return last.Jobs;
        }

        var jobs = listing.Parse(text, prefix);
        _last = (prefix, text.Split('\n', 2)[0]["full ".Length..], jobs);
        return jobs;
    }

    private async Task<IReadOnlyList<SlurmJob>> HistoryAsync(JobQuery query, CancellationToken cancellationToken)
    {
        var listing = new HistoryListing(_separator);
        var result = await _shell.ReadAsync(listing.Script(query), cancellationToken);
        return result.ExitCode != 0 && HistoryListing.IsDisabled(result.ErrorText) ? [] : listing.Parse(_shell.Body("sacct", result), query.NamePrefix);
    }
}
