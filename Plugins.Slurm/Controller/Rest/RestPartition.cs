using System.Text.Json;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>Reads a partition from the answers of slurmrestd.</summary>
internal static class RestPartition
{
    /// <summary>A partition with its nodes.</summary>
    /// <param name="partitions">All partitions.</param>
    /// <param name="nodes">All nodes.</param>
    /// <param name="name">Its name; null for the default one.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>.</exception>
    public static SlurmPartition Read(JsonElement partitions, JsonElement nodes, string? name)
    {
        var all = RestJson.Items(RestJson.At(partitions, "partitions")).ToList();
        var found = all.Find(item => name is null ? IsDefault(item) : RestJson.Text(item, "name") == name);

        // Versions that do not say which is the default one still answer where there is only one.
        found = found.ValueKind == JsonValueKind.Undefined && name is null && all.Count == 1 ? all[0] : found;
        if (found.ValueKind == JsonValueKind.Undefined)
        {
            throw new ProviderException(ErrorReason.NotFound, name is null ? "slurmrestd names no default partition: name one." : $"The cluster has no partition {name}.");
        }

        var partition = RestJson.Text(found, "name");
        var groups = RestJson.Items(RestJson.At(nodes, "nodes")).Where(node => RestJson.Words(node, "partitions").Contains(partition)).Select(node => Group(node, partition)).ToList();
        var meta = RestJson.At(partitions, "meta") is var head && RestJson.At(head, "slurm") is { ValueKind: JsonValueKind.Object } slurm ? slurm : RestJson.At(head, "Slurm");
        return PartitionSummary.Make(partition, IsUp(found), MaxTime(found), groups) with
        {
            Version = RestJson.Text(meta, "release"),
            Cluster = RestJson.Text(meta, "cluster"),
        };
    }

    private static bool IsDefault(JsonElement partition) =>
        RestJson.Words(partition, "flags").Concat(RestJson.Words(partition, "partition", "flags")).Any(flag => flag.Equals("default", StringComparison.OrdinalIgnoreCase));

    private static bool IsUp(JsonElement partition)
    {
        IReadOnlyList<string> states = [.. RestJson.Words(partition, "state"), .. RestJson.Words(partition, "partition", "state")];
        return states.Any(state => state.Equals("up", StringComparison.OrdinalIgnoreCase));
    }

    private static TimeSpan? MaxTime(JsonElement partition) =>
        (RestJson.Number(partition, "max_time_limit") ?? RestJson.Number(partition, "maximums", "time")) is { } minutes and > 0 and < uint.MaxValue ? TimeSpan.FromMinutes(minutes) : null;

    private static NodeGroup Group(JsonElement node, string partition) => new()
    {
        Partition = partition,
        Count = 1,
        States = [.. RestJson.Words(node, "state").Concat(RestJson.Words(node, "state_flags")).Select(state => state.ToLowerInvariant())],
        Cpus = RestJson.Number(node, "cpus") ?? 0,
        MemoryMegabytes = RestJson.Number(node, "real_memory") ?? 0,
        DiskMegabytes = RestJson.Number(node, "temporary_disk") ?? 0,
        GenericResources = RestJson.Text(node, "gres"),
        Features = string.Join(',', RestJson.Words(node, "features")),
        Reason = RestJson.Text(node, "reason"),
    };
}
