using System.Globalization;

namespace Reeve.Plugins.Slurm.Controller;

/// <summary>Adds up what the nodes of a partition offer.</summary>
internal static class PartitionSummary
{
    /// <summary>Makes a partition of its nodes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isUp">Whether it takes and starts jobs.</param>
    /// <param name="maxTime">Longest time of a job.</param>
    /// <param name="groups">Its nodes.</param>
    public static SlurmPartition Make(string name, bool isUp, TimeSpan? maxTime, IReadOnlyList<NodeGroup> groups)
    {
        var resources = new Dictionary<string, long>();
        var features = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            GenericResourceList.AddTo(resources, group.GenericResources, group.Count);
            features.UnionWith(group.Features.Split([',', '&', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        var available = groups.Where(group => group.IsAvailable).Sum(group => group.Count);
        return new SlurmPartition
        {
            Name = name,
            IsAvailable = isUp && available > 0,
            Reason = isUp ? available > 0 ? "" : WhyNone(name, groups) : $"Partition {name} is not up.",
            Cpus = groups.Sum(group => group.Cpus * group.Count),
            MemoryBytes = groups.Sum(group => group.MemoryMegabytes * group.Count) << 20,
            TemporaryDiskBytes = groups.Sum(group => group.DiskMegabytes * group.Count) << 20,
            GenericResources = resources,
            Features = [.. features],
            NodeCount = groups.Sum(group => group.Count),
            AvailableNodeCount = available,
            MaxTime = maxTime,
        };
    }

    private static string WhyNone(string name, IReadOnlyList<NodeGroup> groups)
    {
        var states = groups.Select(group => group.Reason.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{group.Count} {string.Join('+', group.States)}")
            : string.Create(CultureInfo.InvariantCulture, $"{group.Count} {string.Join('+', group.States)} ({group.Reason})"));
        return $"No node of partition {name} takes jobs: {string.Join(", ", states)}.";
    }
}
