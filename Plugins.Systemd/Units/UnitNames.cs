using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Units;

/// <summary>Names of units: from identity tokens alone, so that no text of a user's is in them. They are never parsed.</summary>
internal static class UnitNames
{
    /// <summary>The slice above the slices of all pods.</summary>
    public const string Parent = "reeve.slice";

    public static string Service(ContainerId id) => $"reeve-{id.Pod.Owner.Token}-{id.Token}.service";

    /// <summary>The holder of a container's streams.</summary>
    public static string Streams(ContainerId id) => $"reeve-streams-{id.Pod.Owner.Token}-{id.Token}.service";

    /// <summary>The pod's slice; systemd places it below <see cref="Parent"/> by its name.</summary>
    public static string Slice(PodId pod) => Slice(pod.Token);

    /// <summary>The slice of the pod of a token.</summary>
    public static string Slice(string token) => $"reeve-pod{token}.slice";

    /// <summary>The unit that holds the process namespace of a pod whose containers share one.</summary>
    public static string Pause(PodId pod) => $"reeve-{pod.Owner.Token}-{pod.Token}-pause.service";

    /// <summary>The unit that holds the namespaces of all pods of an owner.</summary>
    public static string Namespaces(Owner owner) => $"{PrefixOf(owner)}namespaces.service";

    /// <summary>A pattern of the services of an owner; what it finds is read to be sure.</summary>
    public static string ServicesOf(Owner owner) => $"{PrefixOf(owner)}*.service";

    /// <summary>What the names of an owner's services begin with.</summary>
    public static string PrefixOf(Owner owner) => $"reeve-{owner.Token}-";

    /// <summary>The slice's control group below that of the manager.</summary>
    public static string ControlGroup(PodId pod) => $"/{Parent}/{Slice(pod)}";

    /// <summary>The service's control group below that of the manager.</summary>
    public static string ControlGroup(ContainerId id) => $"/{Parent}/{Slice(id.Pod)}/{Service(id)}";
}
