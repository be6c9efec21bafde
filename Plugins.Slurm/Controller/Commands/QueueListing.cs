using System.Text;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>
/// Asks squeue for all jobs of the user. What did not change since the last answer is not sent again: the login node compares digests, so that an
/// idle cluster costs some hundred bytes, however many jobs there are.
/// </summary>
internal sealed class QueueListing(string separator)
{
    private static readonly string[] Columns =
    [
        "JobID", "Name", "State", "exit_code", "SubmitTime", "StartTime", "EndTime", "NodeList", "Reason", "UserName", "Partition", "Comment",
        "RestartCnt", "BatchHost", "ArrayTaskID", "HetJobID",
    ];

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
            var own = fields[JobColumns.Count..];
            var isPartOfArray = !SlurmText.IsNone(own[2]) || (!SlurmText.IsNone(own[3]) && own[3] != "0");
            if (!isPartOfArray && JobColumns.Read(fields, prefix) is { } job)
            {
                jobs.Add(job with { Requeues = (int)(SlurmText.Number(own[0]) ?? 0), BatchNode = SlurmText.Value(own[1]) });
            }
        }

        return jobs;
    }
}
