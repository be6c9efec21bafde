using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>Nova.</summary>
internal interface ICompute
{
    /// <summary>Sizes of servers.</summary>
    IResources<Flavor, FlavorCreate> Flavors { get; }

    /// <summary>Servers.</summary>
    IServers Servers { get; }

    /// <summary>The user's keys, by name.</summary>
    IResources<KeyPair, KeyPairCreate> KeyPairs { get; }

    /// <summary>Server groups.</summary>
    IResources<ServerGroup, ServerGroupCreate> ServerGroups { get; }

    /// <summary>The availability zones that servers can be made in.</summary>
    Task<IReadOnlyList<AvailabilityZone>> AvailabilityZonesAsync(CancellationToken cancellationToken);

    /// <summary>Quotas by <c>instances</c>, <c>cores</c>, <c>ram</c> (MiB), <c>key_pairs</c>, <c>server_groups</c>, <c>server_group_members</c>, …</summary>
    Task<IReadOnlyDictionary<string, Quota>> QuotasAsync(CancellationToken cancellationToken);

    /// <summary>The version of the API that is spoken, e.g. 2.90.</summary>
    Task<Microversion> VersionAsync(CancellationToken cancellationToken);
}
