namespace Reeve.Plugins.OpenStack.Kinds;

/// <summary>All kinds of resources, in the order in which they are made; they are deleted in the reverse one.</summary>
internal static class KindCatalog
{
    private static readonly string[] s_order =
    [
        MachineKinds.Keypair, NetworkKinds.SecurityGroup, NetworkKinds.Network, NetworkKinds.Subnet, NetworkKinds.Router, MachineKinds.ServerGroup, NetworkKinds.Port,
        BalancerKinds.LoadBalancer, NetworkKinds.FloatingIp, MachineKinds.Volume, MachineKinds.Server,
    ];

    private static readonly Dictionary<string, IResourceKind> s_kinds =
        ((IEnumerable<IResourceKind>)[.. NetworkKinds.All, .. MachineKinds.All, .. BalancerKinds.All]).ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Kinds that belong to nothing else, in the order in which they are made.</summary>
    public static IReadOnlyList<IResourceKind> Ordered { get; } = [.. s_order.Select(name => s_kinds[name])];

    /// <summary>Kinds that belong to load balancers and go with them.</summary>
    public static IReadOnlyList<IResourceKind> Parts { get; } = [s_kinds[BalancerKinds.Listener], s_kinds[BalancerKinds.Pool], s_kinds[BalancerKinds.HealthMonitor]];

    /// <summary>The place of a kind in that order; -1 for a part of a load balancer.</summary>
    public static int IndexOf(string name) => Array.IndexOf(s_order, name);

    /// <summary>A kind by its name.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: this version does not know it.</exception>
    public static IResourceKind Of(string name) => s_kinds.TryGetValue(name, out var kind)
        ? kind
        : throw new ProviderException(ErrorReason.Unsupported, $"Resources of the kind {name} are not known to this version.");
}
