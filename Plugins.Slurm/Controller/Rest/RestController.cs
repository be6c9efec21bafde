using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>A cluster by slurmrestd, from v0.0.38 (Slurm 22.05) to v0.0.43. Disposing closes its connections.</summary>
internal sealed class RestController : ISlurmController, IDisposable
{
    private const long NothingFound = 9003;
    private const int MostSingleQuestions = 64;

    private readonly RestTokenSource _tokens;
    private readonly RestClient _client;
    private readonly SemaphoreSlim _places;
    private (string Prefix, long UpdatedAt, IReadOnlyList<SlurmJob> Jobs)? _last;

    /// <summary>Creates a controller.</summary>
    /// <param name="shell">Runs the command that prints tokens.</param>
    /// <param name="options">Where slurmrestd and the tokens are.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the address.</exception>
    public RestController(IRemoteShell shell, ControllerOptions options, TimeProvider time)
    {
        _tokens = new RestTokenSource(shell, options, time);
        _client = new RestClient(options.Rest, _tokens, time);
        _places = new SemaphoreSlim(Math.Max(1, options.Rest.Connections));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobSubmitted>> SubmitAsync(IReadOnlyList<JobSubmission> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
        {
            return [];
        }

        var version = await _client.VersionAsync(cancellationToken);
        return await Task.WhenAll(jobs.Select(job => InTurnAsync(() => SubmitAsync(job, version, cancellationToken), cancellationToken)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SlurmJob>> ListAsync(JobQuery query, CancellationToken cancellationToken)
    {
        var version = await _client.VersionAsync(cancellationToken);
        var queue = query.IncludeQueue ? await QueueAsync(query.NamePrefix, version, cancellationToken) : [];
        var history = query.IncludeHistory ? await HistoryAsync(query, version, cancellationToken) : [];
        return JobMerge.Merge(queue, history);
    }

    /// <inheritdoc/>
    public async Task SignalAsync(IReadOnlyList<long> jobs, string? signal, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
        {
            return;
        }

        var version = await _client.VersionAsync(cancellationToken);

        // v0.0.38 sends a signal to the batch script too, and has no word for it alone.
        var query = signal is null ? "" : version.IsFirst ? $"?signal={Uri.EscapeDataString(signal)}" : $"?signal={Uri.EscapeDataString(signal)}&flags=BATCH_JOB";
        await Task.WhenAll(jobs.Select(job => InTurnAsync(() => SignalAsync(job, query, version, cancellationToken), cancellationToken)));
    }

    /// <inheritdoc/>
    public async Task SetTimeLimitAsync(long job, TimeSpan limit, CancellationToken cancellationToken)
    {
        var version = await _client.VersionAsync(cancellationToken);
        var minutes = (long)Math.Ceiling(limit.TotalMinutes);
        JsonNode value = version.IsFirst ? minutes : RestValue.Set(minutes);
        var answer = await _client.SendAsync(HttpMethod.Post, Job(version, job), new JsonObject { ["time_limit"] = value }, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw SlurmErrors.IsNoSuchJob(answer.Errors)
                ? new ProviderException(ErrorReason.NotFound, string.Create(CultureInfo.InvariantCulture, $"Job {job} is over."))
                : _client.Failure(answer, string.Create(CultureInfo.InvariantCulture, $"a time limit for job {job}"));
        }
    }

    /// <inheritdoc/>
    public async Task<SlurmPartition> DescribePartitionAsync(string? partition, CancellationToken cancellationToken)
    {
        var version = await _client.VersionAsync(cancellationToken);
        var partitions = await GetAsync($"slurm/{version}/partitions", cancellationToken);
        var nodes = await GetAsync($"slurm/{version}/nodes", cancellationToken);
        return RestPartition.Read(partitions.Body, nodes.Body, partition);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _tokens.Dispose();
        _places.Dispose();
    }

    private static string Job(RestVersion version, long job) => string.Create(CultureInfo.InvariantCulture, $"slurm/{version}/job/{job}");

    private async Task<JobSubmitted> SubmitAsync(JobSubmission job, RestVersion version, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.SendAsync(HttpMethod.Post, $"slurm/{version}/job/submit", RestSubmission.Write(job, version), cancellationToken);

            // A job that was taken may come with remarks under the name of errors: that it is held, for instance.
            return (RestJson.Number(answer.Body, "job_id") ?? RestJson.Number(answer.Body, "result", "job_id")) is { } id and > 0
                ? new JobSubmitted { JobId = id }
                : new JobSubmitted { Refusal = _client.Failure(answer, $"job {job.Name}") };
        }
        catch (ProviderException exception)
        {
            return new JobSubmitted { Refusal = exception };
        }
    }

    private async Task<bool> SignalAsync(long job, string query, RestVersion version, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(HttpMethod.Delete, Job(version, job) + query, null, cancellationToken);
        var isHarmless = SlurmErrors.IsNoSuchJob(answer.Errors) || (query.Length > 0 && answer.Errors.Contains("Job can not be altered now", StringComparison.Ordinal));
        return answer.IsSuccess || isHarmless ? true : throw _client.Failure(answer, string.Create(CultureInfo.InvariantCulture, $"a signal to job {job}"));
    }

    private async Task<IReadOnlyList<SlurmJob>> QueueAsync(string prefix, RestVersion version, CancellationToken cancellationToken)
    {
        var last = _last is { } known && known.Prefix == prefix ? known : default;
        var since = last.UpdatedAt > 0 ? string.Create(CultureInfo.InvariantCulture, $"?update_time={last.UpdatedAt}") : "";
        var answer = await _client.SendAsync(HttpMethod.Get, $"slurm/{version}/jobs{since}", null, cancellationToken);
        if (answer.IsUnchanged && last.Jobs is not null)
        {
            return last.Jobs;
        }

        Require(answer, "a listing of jobs");
        var jobs = RestJobs.OfController(answer.Body, prefix, _client.User);
        _last = (prefix, RestJson.Number(answer.Body, "last_update") ?? 0, jobs);
        return jobs;
    }

    private async Task<IReadOnlyList<SlurmJob>> HistoryAsync(JobQuery query, RestVersion version, CancellationToken cancellationToken)
    {
        // One question for each job: the first versions have no other that names jobs. Many vanish at once only after a long absence.
        var paths = query.Jobs.Count is > 0 and <= MostSingleQuestions
            ? query.Jobs.Select(job => string.Create(CultureInfo.InvariantCulture, $"slurmdb/{version}/job/{job}"))
            : [string.Create(CultureInfo.InvariantCulture, $"slurmdb/{version}/jobs?start_time=uts{Math.Max(1, query.Since.ToUnixTimeSeconds())}")];
        var answers = await Task.WhenAll(paths.Select(path => InTurnAsync(() => AskAsync(path, cancellationToken), cancellationToken)));
        return RestJobs.OfAccounting(answers, query.NamePrefix, _client.User);
    }

    private async Task<JsonElement> AskAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(HttpMethod.Get, path, null, cancellationToken);

        // No such address: slurmrestd has no part for the accounting. Nothing found: it knows no such job.
        var isEmpty = answer.IsUnknownAddress || answer.HasError(NothingFound) || Commands.HistoryListing.IsDisabled(answer.Errors);
        if (!isEmpty)
        {
            Require(answer, "a question for ended jobs");
        }

        return answer.Body;
    }

    private async Task<RestAnswer> GetAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        Require(answer, "a description of the cluster");
        return answer;
    }

    // An answer with errors beside its list is not known to be whole.
    private void Require(RestAnswer answer, string what)
    {
        if (!answer.IsSuccess || answer.Body.ValueKind != JsonValueKind.Object || RestJson.Items(RestJson.At(answer.Body, "errors")).Any())
        {
            throw answer.Status == HttpStatusCode.OK && answer.Errors.Length == 0
                ? new ProviderException(ErrorReason.Transient, $"The answer of {_client.Description} is not complete.")
                : _client.Failure(answer, what);
        }
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await action();
        }
        finally
        {
            _places.Release();
        }
    }
}
