namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>The columns that squeue and sacct have in common, in one order; each listing appends its own.</summary>
internal static class JobColumns
{
    /// <summary>How many they are: the index of a listing's first own column.</summary>
    public const int Count = 12;

    /// <summary>Reads them.</summary>
    /// <param name="fields">The record: id, name, state, exit code, submission, start, end, nodes, reason, user, partition, comment, and what is the listing's own.</param>
    /// <param name="prefix">What names begin with.</param>
    /// <returns>Null for another name, and for a part of an array or of a heterogeneous job, which sacct writes 12_3 and 12+1.</returns>
    public static SlurmJob? Read(string[] fields, string prefix)
    {
        if (SlurmText.Number(fields[0]) is not { } id || !fields[1].StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var exit = ExitStatus.Parse(fields[3]);
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
            Partition = SlurmText.Value(fields[10]),
            Comment = SlurmText.Value(fields[11]),
        };
    }
}
