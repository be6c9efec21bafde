using System.Globalization;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Planning;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.Changes;

/// <summary>The fields of a specification that are fixed once the cluster is there: what was made by them cannot be made otherwise. Pure.</summary>
internal static class FixedFields
{
    private const string None = "none";
    private const string AnotherPool = "make another pool that has it so, and take this one out once its pods have moved";

    /// <summary>Their values, to be noted with the cluster.</summary>
    public static IReadOnlyDictionary<string, string> Note(ClusterSpec spec, OpenStackSpec own, CloudChoices choices)
    {
        var noted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Of(spec, own, choices))
        {
            noted[field.Key] = field.Value;
            if (field.Id is { } id)
            {
                noted[field.IdKey] = id;
            }
        }

        return noted;
    }

    /// <summary>What a specification would change of what was noted.</summary>
    public static IEnumerable<FieldError> Check(IReadOnlyDictionary<string, string> noted, ClusterSpec spec, OpenStackSpec own, CloudChoices choices) =>
        Of(spec, own, choices).Select(field => field.Check(noted)).OfType<FieldError>();

    /// <summary>The one that says what all others mean.</summary>
    public static FixedField Distribution(OpenStackSpec own) => Own("distribution", own.Distribution) with { Unnoted = KubeadmDistribution.DistributionName };

    /// <summary>All of them.</summary>
    public static IEnumerable<FixedField> Of(ClusterSpec spec, OpenStackSpec own, CloudChoices choices) =>
    [
        .. Common(spec),
        Distribution(own),
        .. Network(own.Network, choices),
        .. Access(own.Access),
        Own("serverGroupPolicy", own.ServerGroupPolicy) with { Allows = static (before, after) => before == None || after == None },
        Own("masters.name", own.Masters.Name),
        .. Group("masters", "masters", own.Masters, isPool: false),
        .. own.Pools.SelectMany((pool, i) => Group($"pools[{pool.Name}]", string.Create(CultureInfo.InvariantCulture, $"pools[{i}]"), pool, isPool: true)),
    ];

    private static IEnumerable<FixedField> Common(ClusterSpec spec)
    {
        const string Machines = "machines are made with it at their first start, and those that join take over what the first one had: delete the cluster and create it again";
        yield return Shared("networking.podSubnets", "spec.networking.podSubnet", Text(spec.Networking.PodSubnets));
        yield return Shared("networking.serviceSubnets", "spec.networking.svcSubnet", Text(spec.Networking.ServiceSubnets));
        yield return Shared("networking.dnsDomain", "spec.networking.dnsDomain", spec.Networking.DnsDomain);
        yield return Shared("networking.cni", "spec.networking.clusterCni", Text(spec.Networking.Cni)) with
        {
            WayOut = "the network plugin is applied once, when the cluster is made: apply another version of it by a kubeconfig",
        };
        yield return Shared("apiServerCertificateNames", "spec.apiServer.certSANs", Text([.. spec.ApiServerCertificateNames.Order(StringComparer.Ordinal)])) with { WayOut = Machines };
        yield return Shared("storage", "spec.storage.clusterCsi", Text(spec.Storage)) with { WayOut = "apply the storage plugin to the cluster by a kubeconfig" };
        yield return Shared("registry", "spec.clusterRuntime.clusterCri", spec.Registry is { } registry ? $"{registry.Name} {Text(registry.Endpoints)}".Trim() : "") with
        {
            WayOut = "configure it by cloudInit.commands, which replaces the machines",
        };
        yield return Shared("extraArguments", "spec.extraArgs", string.Join(',', spec.ExtraArguments.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"))) with
        {
            WayOut = Machines,
        };
    }

    private static IEnumerable<FixedField> Network(NetworkSpec network, CloudChoices choices)
    {
        yield return Own("network.existing", network.Existing) with { Id = choices.Network };
        yield return Own("network.subnet", network.Subnet) with { Id = choices.Subnet };
        yield return Own("network.cidr", network.Cidr);
        yield return Own("network.nameServers", Text(network.NameServers));
        yield return Own("network.mtu", Text(network.Mtu));
        yield return Own("network.external", network.External) with { Id = choices.External };
        yield return Own("network.router", network.Router) with { Id = choices.Router };
    }

    private static IEnumerable<FixedField> Access(AccessSpec access)
    {
        const string Named = "machines, certificates and kubeconfigs name the address that it is reached at: delete the cluster and create it again, or make another one";
        yield return Own("access.api", access.Api) with { WayOut = Named, Allows = static (before, after) => before == AccessSpec.FloatingIp && after == AccessSpec.LoadBalancer };
        yield return Own("access.endpoint", access.Endpoint) with { WayOut = Named };
        if (access.Api == AccessSpec.LoadBalancer)
        {
            yield return Own("access.loadBalancerFloatingIp", access.LoadBalancerFloatingIp ? "true" : "false") with { WayOut = Named };
        }
    }

    private static IEnumerable<FixedField> Group(string key, string field, MachineGroupSpec group, bool isPool)
    {
        FixedField Of(string name, string value)
        {
            var made = Own($"{field}.{name}", value) with { Key = $"{key}.{name}" };
            return isPool ? made with { WayOut = AnotherPool } : made;
        }

        // One for each machine: more machines with addresses of their own may come, and the last ones may go.
        yield return Of("addresses", Text([.. Enumerable.Range(0, group.Count).Select(index => group.Addresses.Count > index ? group.Addresses[index] : "any")])) with
        {
            Allows = static (before, after) => before.Length == 0 || after.Length == 0 || before.Split(',').Zip(after.Split(',')).All(pair => pair.First == pair.Second),
        };
        yield return Of("floatingIps", group.FloatingIps ? "true" : "false") with { Allows = static (before, _) => before == "false" };
        foreach (var volume in group.Volumes)
        {
            yield return Of($"volumes[{volume.Name}].sizeGiB", Text(volume.SizeGiB)) with { Field = $"spec.provider.{field}.volumes" };
            yield return Of($"volumes[{volume.Name}].type", volume.Type) with { Field = $"spec.provider.{field}.volumes" };
        }
    }

    private static FixedField Own(string field, string value) => new() { Key = field, Field = $"spec.provider.{field}", Value = value };

    private static FixedField Shared(string key, string field, string value) => new() { Key = $"spec.{key}", Field = field, Value = value };

    private static string Text(ClusterAddon? addon) => addon is null ? "" : string.Join(' ', ((string?[])[addon.Name, addon.Version, addon.Manifest, addon.Sha256]).Where(part => part is { Length: > 0 }));

    private static string Text(IReadOnlyList<string> list) => string.Join(',', list);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
