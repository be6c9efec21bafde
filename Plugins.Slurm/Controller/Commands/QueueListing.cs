using System.Text;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>
/// Asks squeue for all jobs of the user. What did not change since the last answer is not sent again: the login node compares digests, so that an
/// idle cluster costs some hundred bytes, however many jobs there are.
/// </summary>
internal sealed class QueueListing(string separator)
{
    private static readonly string[] Columns =
        ["JobID", "Name", "State", "exit_code", "RestartCnt", "BatchHost", "SubmitTime", "StartTime", "EndTime", "NodeList", "Reason", "Partition", "UserName", "ArrayTaskID", "HetJobID", "Comment"];

    /// <summary>The script. It prints <c>same</c>, or <c>full DIGEST</c> and the records.</summary>
    /// <param name="prefix">What names begin with.</param>
    /// <param name="known">The digest of the last answer, if there is one.</param>
    public StringBuilder Script(string prefix, string? known)
    {
        var format = string.Join(',', Columns.Select(column => $"{column}:{separator}"));
        return new StringBuilder("q=$(slurm squeue -h -t all -u \"$(id -un)\" -O ").AppendWord(format).Append(") || exit\n")
            .Append("q=$(printf '%s\\n' \"$q\" | grep -a -F -e ").AppendWord(separator + prefix).Append(")\n")
            .Append("d=$(printf '%s\\n' \"$q\" | sha256sum); d=${d%% *}\n")
            .Append("if [ -n \"$d\" ] && [ \"$d\" = ").AppendWord(known ?? "none").Append(" ]; then echo same; else echo \"full $d\"; printf '%s\\n' \"$q\"; fi\n");
    }

    /// <summary>Reads the records of an answer.</summary>
    public IReadOnlyList<SlurmJob> Parse(string text, string prefix)
    {
        var jobs = new List<SlurmJob>();
        foreach (var fields in Separator.Records(text, separator, Columns.Length))
        {
            var id = SlurmText.Number(fields[0]);
            var isPartOfArray = !SlurmText.IsNone(fields[13]) || (!SlurmText.IsNone(fields[14]) && fields[14] != "0");
            if (id is null || isPartOfArray || !fields[1].StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            var exit = ExitStatus.Parse(fields[3]);
            jobs.Add(new SlurmJob
            {
                Id = id.Value,
                Name = fields[1],
                State = JobStates.Parse(fields[2]),
                ExitCode = exit.Code,
                Signal = exit.Signal,
                Requeues = (int)(SlurmText.Number(fields[4]) ?? 0),
                BatchNode = SlurmText.Value(fields[5]),
                SubmittedAt = SlurmText.Time(fields[6]),
                StartedAt = SlurmText.Time(fields[7]),
                EndedAt = SlurmText.Time(fields[8]),
                Nodes = SlurmText.Value(fields[9]),
                Reason = SlurmText.Value(fields[10]),
                Partition = SlurmText.Value(fields[11]),
                User = SlurmText.Value(fields[12]),
                Comment = SlurmText.Value(fields[15]),
            });
        }

        return jobs;
    }
}
