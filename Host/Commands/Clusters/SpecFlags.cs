using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Completion;

namespace Reeve.Host.Commands.Clusters;

/// <summary>What is wanted of a cluster, by options instead of a manifest, or over one.</summary>
internal sealed class SpecFlags
{
    private readonly Option<string?> _version = Text("--version", "VERSION", "Kubernetes version, such as 1.30.2.");
    private readonly Option<string?> _type = Text("--type", "TYPE", "Provisioner: kubeadm, k3s, or one of a plugin.");
    private readonly Option<string?> _flavor = Text("--flavor", "NAME", "Flavor that it is made from, as NAME or NAME@REVISION: what else is said goes over it.");
    private readonly Option<string?> _podSubnet = Text("--pod-subnet", "CIDR", "Subnet of pods; two, of both address families, separated by a comma.");
    private readonly Option<string?> _serviceSubnet = Text("--service-subnet", "CIDR", "Subnet of services; two as for pods.");
    private readonly Option<string?> _cni = Text("--cni", "NAME", "Network plugin: flannel, calico, antrea or cilium.");
    private readonly Option<string?> _cniVersion = Text("--cni-version", "VERSION", "Version of the network plugin.");
    private readonly Option<string?> _cniManifest = Text("--cni-manifest", "URL", "Manifest of the network plugin, in place of the one of its version.");
    private readonly Option<string?> _csi = Text("--csi", "NAME", "Storage plugin, such as local-path-storage.");
    private readonly Option<string?> _csiVersion = Text("--csi-version", "VERSION", "Version of the storage plugin.");
    private readonly Option<string[]> _names = new("--san") { Description = "Further name or address in the API server's certificate; may be repeated.", HelpName = "NAME", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _arguments = new("--extra-arg") { Description = "Further argument of the distribution, as NAME=VALUE; may be repeated.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<bool> _disable = new("--disable-workloads") { Description = "Stop every workload and let none start." };

    /// <summary>Adds all options to a command.</summary>
    public static SpecFlags AddTo(Cli cli, Command command)
    {
        var flags = new SpecFlags();
        flags._flavor.CompletionSources.Add(context => ClusterCompletions.Flavors(cli, context));
        Option[] all =
        [
            flags._version, flags._type, flags._flavor, flags._podSubnet, flags._serviceSubnet, flags._cni, flags._cniVersion, flags._cniManifest, flags._csi, flags._csiVersion,
            flags._names, flags._arguments, flags._disable,
        ];
        foreach (var option in all)
        {
            command.Add(option);
        }

        return flags;
    }

    /// <summary>Adds those options to a command that an upgrade takes.</summary>
    public static SpecFlags AddUpgradeTo(Command command)
    {
        var flags = new SpecFlags();
        command.Add(flags._version);
        command.Add(flags._cniVersion);
        return flags;
    }

    /// <summary>Puts what the options say over a specification.</summary>
    /// <exception cref="CommandException">An option makes no sense.</exception>
    public SpecDocument Over(ParseResult result, SpecDocument spec)
    {
        var networking = (spec.Networking ?? new NetworkingDocument()) with
        {
            PodSubnet = result.GetValue(_podSubnet) ?? spec.Networking?.PodSubnet,
            SvcSubnet = result.GetValue(_serviceSubnet) ?? spec.Networking?.SvcSubnet,
            CniManifestUrl = result.GetValue(_cniManifest) ?? spec.Networking?.CniManifestUrl,
            ClusterCni = Addon(spec.Networking?.ClusterCni, result.GetValue(_cni), result.GetValue(_cniVersion)),
        };
        var csi = Addon(spec.Storage?.ClusterCsi, result.GetValue(_csi), result.GetValue(_csiVersion));
        var names = result.GetValue(_names) ?? [];
        var arguments = result.GetValue(_arguments) ?? [];
        return spec with
        {
            Version = result.GetValue(_version) ?? spec.Version,
            Flavor = result.GetValue(_flavor) ?? spec.Flavor,
            ClusterType = result.GetValue(_type) ?? spec.ClusterType,
            Networking = networking == new NetworkingDocument() ? null : networking,
            Storage = csi is null ? spec.Storage : new StorageDocument { ClusterCsi = csi },
            ApiServer = names.Length == 0 ? spec.ApiServer : new ApiServerDocument { CertSans = [.. names] },
            ExtraArgs = arguments.Length == 0 ? spec.ExtraArgs : arguments.Select(Pair).ToDictionary(StringComparer.Ordinal),
            DisableWorkloads = result.GetValue(_disable) ? true : spec.DisableWorkloads,
        };
    }

    private static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    private static AddonDocument? Addon(AddonDocument? before, string? name, string? version) =>
        (name ?? version) is null ? before : new AddonDocument { Name = name ?? before?.Name, Version = version ?? before?.Version };

    private static KeyValuePair<string, string> Pair(string assignment) => assignment.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        ? new(assignment[..equals], assignment[(equals + 1)..])
        : throw CommandException.Usage($"--extra-arg takes NAME=VALUE; \"{assignment}\" has no name.");
}
