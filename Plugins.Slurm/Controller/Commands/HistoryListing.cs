using System.Globalization;
using System.Text;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>Asks sacct for ended jobs.</summary>
internal sealed class HistoryListing(string separator)
{
    private static readonly string[] Columns =
        ["JobID", "JobName", "State", "ExitCode", "Submit", "Start", "End", "NodeList", "Reason", "User", "Partition", "Comment", "UID"];

    /// <summary>Whether sacct says that the cluster keeps no history at all.</summary>
    public static bool IsDisabled(string errors) => errors.Contains("accounting storage is disabled", StringComparison.Ordinal);

    /// <summary>The script: it prints records, all of each requeued job.</summary>
    public StringBuilder Script(JobQuery query)
    {
        // One day more than asked for: the time zone of the accounting may differ, and -S counts a job by when it became eligible.
        var since = query.Since.UtcDateTime - TimeSpan.FromDays(1);
        var script = new StringBuilder("q=$(slurm sacct -X -n -p -D -u \"$(id -un)\" --delimiter=").AppendWord(separator)
            .Append(CultureInfo.InvariantCulture, $" -S {since:yyyy-MM-dd'T'HH:mm:ss} -o ").Append(string.Join(',', Columns));
        if (query.Jobs.Count > 0)
        {
            script.Append(" -j ").AppendJoin(',', query.Jobs.Select(job => job.ToString(CultureInfo.InvariantCulture)));
        }

        return script.Append(") || exit\nprintf '%s\\n' \"$q\" | grep -a -F -e ").AppendWord(separator + query.NamePrefix).Append('\n');
    }

    /// <summary>Reads the records of an answer: of each job its last run.</summary>
    public IReadOnlyList<SlurmJob> Parse(string text, string prefix)
    {
        var jobs = new Dictionary<long, SlurmJob>();
        foreach (var fields in Separator.Records(text, separator, Columns.Length))
        {
            if (JobColumns.Read(fields, prefix) is { } read)
            {
                var job = read with { CancelledBy = CancelledBy(fields), CancelledByOther = CancelledBy(fields) is { Length: > 0 } by ? by != fields[JobColumns.Count].Trim() : null };
                jobs[job.Id] = jobs.TryGetValue(job.Id, out var other) ? JobMerge.Later(other, job) : job;
            }
        }

        return [.. jobs.Values];
    }

    // The state of a cancelled job has the number of who did it behind it.
    private static string CancelledBy(string[] fields) =>
        fields[2].StartsWith("CANCELLED by ", StringComparison.Ordinal) ? fields[2]["CANCELLED by ".Length..].Trim() : "";
}
