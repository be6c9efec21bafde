using System.Globalization;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>A machine that a cluster shall have.</summary>
internal sealed record Machine
{
    public const string MasterGroup = "master";

    /// <summary>What the name of the one that joins before the other of its place has gone ends with. The next time it is the other way round.</summary>
    public const string Twin = "-b";

    /// <summary>Its place: the same whichever machine has it. <c>web-worker-2</c>.</summary>
    public required string Slot { get; init; }

    /// <summary>Its name, its node's and its host's: that of its place, or the other one.</summary>
    public required string Name { get; init; }

    /// <summary>Its group's name.</summary>
    public required string Group { get; init; }

    public required MachineGroupSpec Spec { get; init; }

    /// <summary>Its place in its group, from 0 on.</summary>
    public required int Index { get; init; }

    /// <summary>How often it was replaced by request.</summary>
    public int Generation { get; init; }

    /// <summary>The version of Kubernetes that it shall have.</summary>
    public required string Version { get; init; }

    /// <summary>A hash of everything that is fixed at its first start.</summary>
    public string Revision { get; init; } = "";

    public bool IsMaster => Group == MasterGroup;

    /// <summary>Its fixed address; null for any.</summary>
    public string? Address => Spec.Addresses.Count > Index ? Spec.Addresses[Index] : null;

    /// <summary>All machines of a cluster, masters first.</summary>
    public static IReadOnlyList<Machine> All(ClusterSpec cluster, OpenStackSpec spec) =>
        [.. spec.Pools.Prepend(spec.Masters with { Name = MasterGroup }).SelectMany(group => Enumerable.Range(0, group.Count).Select(index => Of(cluster, spec, group, index)))];

    /// <summary>The machine that a server is, by its metadata.</summary>
    public static string NameOf(CloudResource server) => server.Facts.GetValueOrDefault(ServerMetadata.Machine) ?? server.Name;

    /// <summary>The place that a server has.</summary>
    public static string SlotOf(CloudResource server) => server.Facts.GetValueOrDefault(ServerMetadata.Slot) ?? NameOf(server);

    /// <summary>Whether a server is a master.</summary>
    public static bool IsMasterOf(CloudResource server) => server.Facts.GetValueOrDefault(ServerMetadata.Role) == ServerMetadata.MasterRole;

    private static Machine Of(ClusterSpec cluster, OpenStackSpec spec, MachineGroupSpec group, int index)
    {
        var slot = string.Create(CultureInfo.InvariantCulture, $"{cluster.Id.Name}-{group.Name}-{index + 1}");
        var machine = new Machine
        {
            Slot = slot, Name = slot, Version = cluster.Version, Group = group.Name, Spec = group, Index = index,
            Generation = spec.Replacements.GetValueOrDefault(slot) + spec.Replacements.GetValueOrDefault(slot + Twin), // by whichever name it was asked for
        };
        return machine with { Revision = MachineRevision.Of(cluster, spec, machine) };
    }
}
