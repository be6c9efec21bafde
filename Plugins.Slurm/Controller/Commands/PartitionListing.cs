using System.Globalization;
using System.Text;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>Asks sinfo for a partition. Equal nodes travel as one line with their number.</summary>
internal sealed class PartitionListing(string separator)
{
    private static readonly string[] Columns =
        ["Partition", "Available", "Time", "Nodes", "StateComplete", "CPUs", "Memory", "Disk", "Gres", "Features", "Reason"];

    /// <summary>The script: the version, the cluster's name, then the records.</summary>
    public StringBuilder Script(string? partition)
    {
        var format = string.Join(',', Columns.Select(column => $"{column}:{separator}"));
        var script = new StringBuilder("p=$(slurm sinfo -h -e ");
        if (partition is not null)
        {
            script.Append("-p ").AppendWord(partition).Append(' ');
        }

        return script.Append("-O ").AppendWord(format).Append(") || exit\nslurm sinfo -V\nslurm scontrol show config | sed -n 's/^ClusterName *= *//p'\n")
            .Append("printf '%s\\n' \"$p\" | sort | uniq -c\n");
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: no such partition.</exception>
    public SlurmPartition Parse(string text, string? partition)
    {
        var rows = Separator.Records(text, separator, Columns.Length).Select(Row).Where(row => partition is null ? row.IsDefault : row.Partition == partition).ToList();
        if (rows.Count == 0)
        {
            throw new ProviderException(ErrorReason.NotFound, partition is null ? "The cluster has no default partition: name one." : $"The cluster has no partition {partition}.");
        }

        var lines = text.Split('\n', 3);
        return PartitionSummary.Make(rows[0].Partition, rows[0].IsUp, rows[0].MaxTime, rows) with
        {
            Version = lines[0].Split(' ')[^1].Trim(),
            Cluster = lines.Length > 1 && !lines[1].Contains(separator, StringComparison.Ordinal) ? lines[1].Trim() : "",
        };
    }

    private static NodeGroup Row(string[] fields)
    {
        // uniq wrote how often the line came before it.
        var count = fields[0].Trim().Split(' ', 2);
        var name = count[^1].Trim();
        return new NodeGroup
        {
            Partition = name.TrimEnd('*'),
            IsDefault = name.EndsWith('*'),
            IsUp = fields[1].Trim().Equals("up", StringComparison.OrdinalIgnoreCase),
            MaxTime = SlurmText.Duration(fields[2]),
            Count = (int)Math.Min(int.MaxValue, (SlurmText.Number(count[0]) ?? 1) * (SlurmText.Number(fields[3]) ?? 0)),
            States = fields[4].Trim().ToLowerInvariant().Split('+', StringSplitOptions.RemoveEmptyEntries),
            Cpus = SlurmText.Number(fields[5]) ?? 0,
            MemoryMegabytes = SlurmText.Number(fields[6]) ?? 0,
            DiskMegabytes = SlurmText.Number(fields[7]) ?? 0,
            GenericResources = SlurmText.Value(fields[8]),
            Features = SlurmText.Value(fields[9]),
            Reason = SlurmText.Value(fields[10]),
        };
    }
}
