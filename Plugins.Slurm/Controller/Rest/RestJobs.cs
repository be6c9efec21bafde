using System.Text.Json;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>Reads jobs from the answers of slurmrestd: of the controller and of the accounting.</summary>
internal static class RestJobs
{
    /// <summary>The jobs of a user in an answer of the controller.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="prefix">What names begin with.</param>
    /// <param name="user">Whose jobs; null for anybody's.</param>
    public static IReadOnlyList<SlurmJob> OfController(JsonElement answer, string prefix, string? user) =>
        [.. RestJson.Items(RestJson.At(answer, "jobs")).Where(job => IsOurs(job, prefix) && (user is null || RestJson.Text(job, "user_name") is var name && (name.Length == 0 || name == user))).Select(Queued).OfType<SlurmJob>()];

    /// <summary>The jobs of a user in answers of the accounting, of each its last run.</summary>
    public static IReadOnlyList<SlurmJob> OfAccounting(IEnumerable<JsonElement> answers, string prefix, string? user)
    {
        var jobs = new Dictionary<long, SlurmJob>();
        foreach (var element in answers.SelectMany(answer => RestJson.Items(RestJson.At(answer, "jobs"))).Where(job => IsOurs(job, prefix)))
        {
            if (Ended(element) is { } job && (user is null || job.User.Length == 0 || job.User == user))
            {
                jobs[job.Id] = jobs.TryGetValue(job.Id, out var other) ? JobMerge.Later(other, job) : job;
            }
        }

        return [.. jobs.Values];
    }

    private static bool IsOurs(JsonElement job, string prefix) => RestJson.Text(job, "name").StartsWith(prefix, StringComparison.Ordinal)
        && RestJson.Number(job, "array_job_id") is null or 0 && RestJson.Number(job, "array", "job_id") is null or 0
        && RestJson.Number(job, "het_job_id") is null or 0 && RestJson.Number(job, "het", "job_id") is null or 0;

    private static SlurmJob? Queued(JsonElement job)
    {
        if (RestJson.Number(job, "job_id") is not { } id)
        {
            return null;
        }

        var exit = Exit(job);
        return new SlurmJob
        {
            Id = id,
            Name = RestJson.Text(job, "name"),
            Comment = RestJson.Text(job, "comment"),
            User = RestJson.Text(job, "user_name"),
            State = JobStates.Combine(RestJson.Words(job, "job_state")),
            Reason = Commands.SlurmText.Value(RestJson.Text(job, "state_reason")),
            ExitCode = exit.Code,
            Signal = exit.Signal,
            Requeues = (int)(RestJson.Number(job, "restart_cnt") ?? 0),
            SubmittedAt = RestJson.Time(job, "submit_time"),
            StartedAt = RestJson.Time(job, "start_time"),
            EndedAt = RestJson.Time(job, "end_time"),
            Nodes = RestJson.Text(job, "nodes"),
            BatchNode = RestJson.Text(job, "batch_host"),
            Partition = RestJson.Text(job, "partition"),
        };
    }

    private static SlurmJob? Ended(JsonElement job)
    {
        if (RestJson.Number(job, "job_id") is not { } id)
        {
            return null;
        }

        var exit = Exit(job);
        var user = RestJson.Text(job, "user") is { Length: > 0 } name ? name : RestJson.Text(job, "association", "user");
        var state = JobStates.Combine(RestJson.Words(job, "state", "current"));
        var by = state == JobState.Cancelled ? RestJson.Text(job, "kill_request_user") : "";
        return new SlurmJob
        {
            Id = id,
            Name = RestJson.Text(job, "name"),
            Comment = RestJson.Text(job, "comment", "job"),
            User = user,
            State = state,
            Reason = Commands.SlurmText.Value(RestJson.Text(job, "state", "reason")),
            ExitCode = exit.Code,
            Signal = exit.Signal,
            SubmittedAt = RestJson.Time(job, "time", "submission"),
            StartedAt = RestJson.Time(job, "time", "start"),
            EndedAt = RestJson.Time(job, "time", "end"),
            Nodes = Commands.SlurmText.Value(RestJson.Text(job, "nodes")),
            Partition = RestJson.Text(job, "partition"),
            CancelledBy = by,
            CancelledByOther = by.Length == 0 || user.Length == 0 ? null : by != user,
        };
    }

    // A wait status in the first versions; later the code and the signal apart, the signal's number under two names.
    private static ExitStatus Exit(JsonElement job)
    {
        var exit = RestJson.At(job, "exit_code");
        return exit.ValueKind == JsonValueKind.Number ? ExitStatus.FromWaitStatus(RestJson.Number(exit) ?? 0)
            : new ExitStatus((int)(RestJson.Number(exit, "return_code") ?? 0), (int)(RestJson.Number(exit, "signal", "id") ?? RestJson.Number(exit, "signal", "signal_id") ?? 0));
    }
}
