using System.Globalization;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>A machine that a cluster shall have.</summary>
internal sealed record Machine
{
    public const string MasterGroup = "master";

    /// <summary>Its name, its node's and its host's.</summary>
    public required string Name { get; init; }

    /// <summary>Its group's name.</summary>
    public required string Group { get; init; }

    public required MachineGroupSpec Spec { get; init; }

    /// <summary>Its place in its group, from 0 on.</summary>
    public required int Index { get; init; }

    /// <summary>How often it was replaced.</summary>
    public int Generation { get; init; }

    public bool IsMaster => Group == MasterGroup;

    /// <summary>Its fixed address; null for any.</summary>
    public string? Address => Spec.Addresses.Count > Index ? Spec.Addresses[Index] : null;

    /// <summary>All machines of a cluster, masters first.</summary>
    public static IReadOnlyList<Machine> All(ClusterId cluster, OpenStackSpec spec) =>
        [.. spec.Pools.Prepend(spec.Masters with { Name = MasterGroup }).SelectMany(group => Enumerable.Range(0, group.Count).Select(index => Of(cluster, spec, group, index)))];

    private static Machine Of(ClusterId cluster, OpenStackSpec spec, MachineGroupSpec group, int index)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{cluster.Name}-{group.Name}-{index + 1}");
        return new Machine { Name = name, Group = group.Name, Spec = group, Index = index, Generation = spec.Replacements.GetValueOrDefault(name) };
    }
}
