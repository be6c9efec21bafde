using System.Globalization;
using System.Text;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>Asks sacct for ended jobs.</summary>
internal sealed class HistoryListing(string separator)
{
    private static readonly string[] Columns =
        ["JobID", "JobName", "State", "ExitCode", "Submit", "Start", "End", "NodeList", "Reason", "User", "UID", "Partition", "Comment"];

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
            // A number alone: parts of arrays and of heterogeneous jobs are written 12_3 and 12+1.
            if (SlurmText.Number(fields[0]) is { } id && fields[1].StartsWith(prefix, StringComparison.Ordinal))
            {
                var job = Read(id, fields);
                jobs[id] = jobs.TryGetValue(id, out var other) ? JobMerge.Later(other, job) : job;
            }
        }

        return [.. jobs.Values];
    }

    private static SlurmJob Read(long id, string[] fields)
    {
        var exit = ExitStatus.Parse(fields[3]);
        var by = fields[2].StartsWith("CANCELLED by ", StringComparison.Ordinal) ? fields[2]["CANCELLED by ".Length..].Trim() : "";
        return new SlurmJob
        {
            Id = id,
            Name = fields[1],
            State = JobStates.Parse(fields[2]),
            ExitCode = exit.Code,
            Signal = exit.Signal,
            SubmittedAt = SlurmText.Time(fields[4]),
            StartedAt = SlurmText.Time(fields[5]),
            EndedAt = SlurmText.Time(fields[6]),
            Nodes = SlurmText.Value(fields[7]),
            Reason = SlurmText.Value(fields[8]),
            User = SlurmText.Value(fields[9]),
            CancelledBy = by,
            CancelledByOther = by.Length == 0 ? null : by != fields[10].Trim(),
            Partition = SlurmText.Value(fields[11]),
            Comment = SlurmText.Value(fields[12]),
        };
    }
}
