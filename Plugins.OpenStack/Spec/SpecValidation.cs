using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Distributions;

namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>What is wrong with a specification by itself, whatever the cloud has. Pure.</summary>
internal static partial class SpecValidation
{
    private const int MaxMasters = 7;
    private const int MaxWorkers = 500;
    private const int MaxMetadata = 255;
    private const int MaxDrainMinutes = 1440;

    private static readonly string[] s_policies = ["affinity", "anti-affinity", "soft-affinity", "soft-anti-affinity", "none"];
    private static readonly string[] s_access = [AccessSpec.FloatingIp, AccessSpec.LoadBalancer, AccessSpec.Private];
    private static readonly string[] s_waits = [OpenStackSpec.WaitForNodes, OpenStackSpec.WaitForServers];
    private static readonly string[] s_programs = [CloudInitSpec.Packages, CloudInitSpec.Image];

    public static IEnumerable<FieldError> Validate(ClusterId cluster, OpenStackSpec spec) =>
    [
        .. OneOf("distribution", spec.Distribution, [.. DistributionCatalog.Names]),
        .. OneOf("serverGroupPolicy", spec.ServerGroupPolicy, s_policies),
        .. OneOf("access.api", spec.Access.Api, s_access),
        .. OneOf("waitFor", spec.WaitFor, s_waits),
        .. OneOf("cloudInit.programs", spec.CloudInit.Programs, s_programs),
        .. Check(spec.Domain.Length == 0 || DnsName().IsMatch(spec.Domain), "domain", spec.Domain, "must be a DNS name"),
        .. Check(spec.Keypair is not { Name.Length: > 0, PublicKey.Length: > 0 }, "keypair", spec.Keypair.Name, "name an existing key pair or give a public key, not both"),
        .. Check(spec.Keypair.PublicKey.Length == 0 || PublicKey().IsMatch(spec.Keypair.PublicKey), "keypair.publicKey", "…", "must be a public key in OpenSSH's form, on one line"),
        .. Check(spec.CloudInit.LoginUser.Length == 0 || UserName().IsMatch(spec.CloudInit.LoginUser), "cloudInit.loginUser", spec.CloudInit.LoginUser, "must be the name of a user"),
        .. Network(spec),
        .. Access(spec),
        .. Group("masters", spec.Masters, spec, 1, MaxMasters),
        .. Masters(spec),
        .. Pools(spec),
        .. Names(cluster, spec),
        .. spec.Metadata.Where(entry => entry.Key.Length is 0 or > MaxMetadata || entry.Value.Length > MaxMetadata || entry.Key.StartsWith("reeve-", StringComparison.Ordinal))
            .Select(entry => FieldErrors.Invalid("metadata", entry.Key, $"keys and values have at most {MaxMetadata} characters; keys do not begin with reeve-")),
        .. Check(spec.Rollout.MaxSurge is >= 0 and <= MaxWorkers, "rollout.maxSurge", Text(spec.Rollout.MaxSurge), $"must be between 0 and {MaxWorkers}"),
        .. Check(spec.Rollout.MaxUnavailable is >= 1 and <= MaxWorkers, "rollout.maxUnavailable", Text(spec.Rollout.MaxUnavailable), $"must be between 1 and {MaxWorkers}"),
        .. Check(spec.Rollout.DrainMinutes is >= 1 and <= MaxDrainMinutes, "rollout.drainMinutes", Text(spec.Rollout.DrainMinutes), $"must be between 1 and {MaxDrainMinutes}"),
        .. spec.Replacements.Where(entry => entry.Value < 0).Select(entry => FieldErrors.Invalid("replacements", entry.Key, "the number must not be negative")),
    ];

    private static IEnumerable<FieldError> Network(OpenStackSpec spec) =>
    [
        .. Check(spec.Network.Existing.Length > 0 || IsNetwork(spec.Network.Cidr), "network.cidr", spec.Network.Cidr, "must be a network such as 10.101.101.0/24 (its address must be the first of the range)"),
        .. spec.Network.NameServers.Where(server => !IPAddress.TryParse(server, out _)).Select(server => FieldErrors.Invalid("network.nameServers", server, "must be an address")),
        .. Check(spec.Network.Mtu is 0 or (>= 68 and <= 65535), "network.mtu", spec.Network.Mtu.ToString(CultureInfo.InvariantCulture), "must be between 68 and 65535 bytes"),
        .. Check(spec.Network.Existing.Length > 0 || spec.Network.Subnet.Length == 0, "network.subnet", spec.Network.Subnet, "can be given for an existing network alone"),
    ];

    private static IEnumerable<FieldError> Access(OpenStackSpec spec) =>
    [
        .. Networks("access.apiFrom", spec.Access.ApiFrom),
        .. Networks("access.sshFrom", spec.Access.SshFrom),
        .. Networks("access.nodePortsFrom", spec.Access.NodePortsFrom),
        .. Check(spec.Access.Endpoint.Length == 0 || Endpoint().IsMatch(spec.Access.Endpoint), "access.endpoint", spec.Access.Endpoint, "must be HOST:PORT"),
        .. Check(
            spec.Network.External != "none" || spec.Access.Api == AccessSpec.Private || (spec.Access.Api == AccessSpec.LoadBalancer && !spec.Access.LoadBalancerFloatingIp),
            "access.api", spec.Access.Api, "there are no floating addresses without an external network"),
    ];

    private static IEnumerable<FieldError> Masters(OpenStackSpec spec)
    {
        if (spec.Masters.Count % 2 == 0)
        {
            yield return FieldErrors.Invalid("masters.count", Text(spec.Masters.Count), "must be odd: etcd loses its majority with half of its members");
        }

        if (spec.Masters.Count > 1 && spec.Access.Api != AccessSpec.LoadBalancer && spec.Access.Endpoint.Length == 0)
        {
            yield return FieldErrors.Invalid(
                "masters.count", Text(spec.Masters.Count), "several masters need a load balancer: set access.api to loadBalancer, or access.endpoint to one that is kept elsewhere");
        }
    }

    private static IEnumerable<FieldError> Pools(OpenStackSpec spec)
    {
        for (var i = 0; i < spec.Pools.Count; i++)
        {
            var pool = spec.Pools[i];
            foreach (var error in Group($"pools[{i}]", pool, spec, 0, MaxWorkers))
            {
                yield return error;
            }

            if (!Label().IsMatch(pool.Name) || pool.Name == "master" || spec.Pools.Take(i).Any(other => other.Name == pool.Name))
            {
                yield return FieldErrors.Invalid($"pools[{i}].name", pool.Name, "must be lower-case letters, digits and dashes, another one for each pool, and not master");
            }
        }
    }

    private static IEnumerable<FieldError> Group(string field, MachineGroupSpec group, OpenStackSpec spec, int least, int most)
    {
        if (group.Count < least || group.Count > most)
        {
            yield return FieldErrors.Invalid($"{field}.count", Text(group.Count), $"must be between {least} and {most}");
        }

        if (group.Flavor.Length == 0 && spec.Flavor.Length == 0)
        {
            yield return FieldErrors.Required($"{field}.flavor", "the machine type, here or as flavor for all machines");
        }

        if (group.Image.Length == 0 && spec.Image.Length == 0)
        {
            yield return FieldErrors.Required($"{field}.image", "the image, here or as image for all machines");
        }

        if (group.Addresses.Count > 0 && group.Addresses.Count != group.Count)
        {
            yield return FieldErrors.Invalid($"{field}.addresses", Text(group.Addresses.Count), $"there must be one for each of the {group.Count} machines");
        }

        foreach (var address in group.Addresses.Where(address => !IPAddress.TryParse(address, out var parsed)
            || (spec.Network.Existing.Length == 0 && IPNetwork.TryParse(spec.Network.Cidr, out var network) && !network.Contains(parsed))))
        {
            yield return FieldErrors.Invalid($"{field}.addresses", address, "must be an address of the machines' network");
        }

        if (group.RootVolume is { SizeGiB: < 1 } root)
        {
            yield return FieldErrors.Invalid($"{field}.rootVolume.sizeGiB", Text(root.SizeGiB), "must be at least 1");
        }

        foreach (var volume in group.Volumes.Where(volume => volume.SizeGiB < 1 || !Label().IsMatch(volume.Name) || group.Volumes.Count(other => other.Name == volume.Name) > 1))
        {
            yield return FieldErrors.Invalid($"{field}.volumes", volume.Name, "each has a name of its own (lower-case letters, digits, dashes) and at least 1 GiB");
        }
    }

    /// <summary>Names of machines are host names.</summary>
    private static IEnumerable<FieldError> Names(ClusterId cluster, OpenStackSpec spec)
    {
        var longest = spec.Pools.Select(pool => $"{cluster.Name}-{pool.Name}-{pool.Count}").Append($"{cluster.Name}-master-{spec.Masters.Count}").MaxBy(name => name.Length)!;
        return longest.Length + Planning.Machine.Twin.Length <= 63 ? [] : [new FieldError { Field = "metadata.name", Message = $"Invalid value: \"{cluster.Name}\": names of machines would be too long: {longest}{Planning.Machine.Twin} has more than 63 characters" }];
    }

    private static IEnumerable<FieldError> Networks(string field, List<string> networks) =>
        networks.Where(network => !IsNetwork(network)).Select(network => FieldErrors.Invalid(field, network, "must be a network such as 192.0.2.0/24 (its address must be the first of the range)"));

    private static bool IsNetwork(string text) =>
        text.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(text, out var network) && network.BaseAddress.Equals(IPAddress.Parse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal))));

    private static IEnumerable<FieldError> OneOf(string field, string value, string[] known) => known.Contains(value) ? [] : [FieldErrors.Unsupported(field, value, known)];

    private static IEnumerable<FieldError> Check(bool condition, string field, string value, string why) => condition ? [] : [FieldErrors.Invalid(field, value, why)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z")]
    private static partial Regex DnsName();

    [GeneratedRegex(@"^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):[0-9]{1,5}\z")]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"^(ssh|ecdsa|sk)-[A-Za-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}( [^\r\n]*)?\z")]
    private static partial Regex PublicKey();

    [GeneratedRegex(@"^[a-z_][a-z0-9_-]{0,31}\z")]
    private static partial Regex UserName();
}
