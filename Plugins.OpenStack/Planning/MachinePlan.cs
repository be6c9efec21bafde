using System.Globalization;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.Addons;
using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Volumes;
using Reeve.Plugins.OpenStack.CloudInit;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>One machine in a plan: its port, address, volumes and server.</summary>
internal sealed class MachinePlan(PlanDraft draft, ClusterSpec spec, OpenStackSpec own, IDistribution distribution, CloudChoices choices)
{
    /// <summary>The port: made before the server, which can then not be made twice.</summary>
    public Made Port(MachineSlot slot, NetworkPlan network, SecurityPlan security, IReadOnlyList<string> dependsOn)
    {
        var machine = slot.Machine;
        var group = machine.IsMaster ? security.Masters : security.Workers;
        var name = Name(machine.Name);
        var body = new PortCreate
        {
            NetworkId = network.Network, Name = name, Description = draft.Marks.Description, SecurityGroups = [group.Id],
            FixedIps = [new FixedIp { SubnetId = network.Subnet, IpAddress = machine.Address }],
        };
        return draft.Want(
            new ResourceArguments
            {
                Cluster = draft.Cluster, Kind = NetworkKinds.Port, Body = JsonSerializer.SerializeToElement(body, StepJson.Default.PortCreate),
                Succession = slot.IsDoubled ? slot.Succession(own) : null,
            },
            $"port-{machine.Name}", name, slot.IsDoubled ? null : "port", draft.Facts.Find(NetworkKinds.Port, name), [.. network.Steps, .. group.Steps, .. dependsOn]);
    }

    /// <summary>The server, with its volumes.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="around">What it shares with others.</param>
    /// <param name="present">Its server, if it is there as it shall be.</param>
    /// <param name="succession">In whose place it comes; null if in nobody's.</param>
    /// <param name="token">What the token that it joins by is stored as; null for that of the operation.</param>
    /// <param name="via">The master from which etcd is asked about it, empty for what has no part in etcd; null if no cluster is told that it goes when its making is taken back.</param>
    /// <param name="dependsOn">What comes before.</param>
    public Made Server(
        Machine machine, MachineSurroundings around, CloudResource? present, Succession? succession = null, string? token = null, string? via = null, IReadOnlyList<string>? dependsOn = null)
    {
        var (port, access) = (around.Ports[machine.Name], around.Access);
        var volumes = machine.Spec.Volumes.Select(volume => (Spec: volume, Made: Volume(machine, volume))).ToList();
        var name = own.Domain.Length == 0 ? Name(machine.Name) : string.Join('.', ((string[])[machine.Name, draft.Cluster.Tenant, own.Domain]).Where(part => part.Length > 0));
        var body = new ServerCreate
        {
            Name = name,
            Hostname = machine.Name,
            FlavorRef = choices.Flavors[Flavor(machine)].Id,
            ImageRef = machine.Spec.RootVolume is null ? choices.Images[Image(machine)] : null,
            BlockDevices = machine.Spec.RootVolume is null && volumes.Count == 0 ? null : [.. Devices(machine, volumes.Select(volume => volume.Made.Id))],
            Networks = [new ServerNetwork { Port = port.Id }],
            KeyName = own.Keypair.Name.Length > 0 ? own.Keypair.Name : own.Keypair.PublicKey.Length > 0 ? draft.Marks.KeypairOf(own.Keypair.PublicKey) : null,
            Metadata = Metadata(machine, around),
            ConfigDrive = own.ConfigDrive,
            AvailabilityZone = Zone(machine, own),
            Tags = draft.Marks.All,
        };
        var role = around.First == machine.Name ? NodeSecret.First : machine.IsMaster ? NodeSecret.Master : NodeSecret.Worker;
        var isCounted = succession is not { Servers.Count: > 0 }; // those that come in place of others are never all there at a time
        var made = draft.Want(
            new ResourceArguments
            {
                Cluster = draft.Cluster,
                Kind = MachineKinds.Server,
                Body = JsonSerializer.SerializeToElement(body, StepJson.Default.ServerCreate),
                UserData = BootstrapRenderer.Render(Bootstrap(machine, around)),
                ServerGroup = around.ServerGroup?.Id,
                Secrets = role,
                Token = token,
                Succession = succession is { Servers.Count: > 0 } ? succession : null,
                Node = via is null ? null : machine.Name,
                Via = via ?? "",
                Distribution = distribution.Name,
            },
            $"server-{machine.Name}", name, isCounted ? "instances" : null, present,
            [.. around.Steps, .. port.Steps, .. access.Steps, .. volumes.SelectMany(volume => volume.Made.Steps), .. around.ServerGroup?.Steps ?? [], .. dependsOn ?? []],
            NodeSecret.SecretsOf(role, token));
        foreach (var (quota, amount) in made.Step is not null && isCounted ? Costs(machine) : [])
        {
            draft.Cost(quota, amount);
        }

        return made;
    }

    /// <summary>What a machine takes of the quota beside being one.</summary>
    public IEnumerable<(string Quota, long Amount)> Costs(Machine machine)
    {
        var flavor = choices.Flavors[Flavor(machine)];
        return [("cores", flavor.Vcpus), ("ram", flavor.Ram)];
    }

    /// <summary>The availability zone that a machine has its turn for; null for the cloud's choice.</summary>
    public static string? Zone(Machine machine, OpenStackSpec own)
    {
        var zones = machine.Spec.Zones.Count > 0 ? machine.Spec.Zones : own.Zones;
        return zones.Count > 0 ? zones[machine.Index % zones.Count] : null;
    }

    private Made Volume(Machine machine, VolumeSpec volume)
    {
        var name = Name($"{machine.Name}-{volume.Name}");
        var made = draft.Want(
            $"volume-{machine.Name}-{volume.Name}", MachineKinds.Volume, name,
            new VolumeCreate
            {
                Name = name, Size = volume.SizeGiB, Description = draft.Marks.Description, VolumeType = volume.Type.Length > 0 ? volume.Type : null,
                AvailabilityZone = null, Metadata = new Dictionary<string, string> { [MachineKinds.MarkKey] = draft.Marks.Description },
            },
            StepJson.Default.VolumeCreate, "volumes");
        if (made.Step is not null)
        {
            draft.Cost("gigabytes", volume.SizeGiB);
        }

        return made;
    }

    private IEnumerable<BlockDevice> Devices(Machine machine, IEnumerable<string> volumes)
    {
        var image = choices.Images[Image(machine)];
        yield return machine.Spec.RootVolume is { } root
            ? new BlockDevice
            {
                SourceType = "image", DestinationType = "volume", Uuid = image, VolumeSize = root.SizeGiB, BootIndex = 0, DeleteOnTermination = true,
                VolumeType = root.Type.Length > 0 ? root.Type : null,
            }
            : new BlockDevice { SourceType = "image", DestinationType = "local", Uuid = image, BootIndex = 0, DeleteOnTermination = true };
        foreach (var volume in volumes)
        {
            yield return new BlockDevice { SourceType = "volume", DestinationType = "volume", Uuid = volume, BootIndex = -1, DeleteOnTermination = false };
        }
    }

    private Dictionary<string, string> Metadata(Machine machine, MachineSurroundings around) => new(own.Metadata, StringComparer.Ordinal)
    {
        [ServerMetadata.Proxy] = around.Access.Host,
        [ServerMetadata.Role] = machine.IsMaster ? ServerMetadata.MasterRole : ServerMetadata.WorkerRole,
        [ServerMetadata.Master] = around.FirstMasterAddress,
        [ServerMetadata.Tenant] = draft.Cluster.Tenant,
        [ServerMetadata.Machine] = machine.Name,
        [ServerMetadata.Group] = machine.Group,
        [ServerMetadata.Version] = around.Version,
        [ServerMetadata.Generation] = Text(machine.Generation),
        [ServerMetadata.Slot] = machine.Slot,
        [ServerMetadata.Revision] = machine.Revision,
    };

    private BootstrapValues Bootstrap(Machine machine, MachineSurroundings around) => new()
    {
        Cluster = spec.Id.Name,
        Machine = machine.Name,
        Distribution = distribution,
        Version = KubernetesVersion.Parse(spec.Version),
        Spec = own.CloudInit,
        IsMaster = machine.IsMaster,
        IsFirst = around.First == machine.Name,
        Address = around.Ports[machine.Name].Address,
        Endpoint = around.Access.Endpoint,
        CertificateNames = [.. around.MasterAddresses.Prepend(around.Access.Host).Concat(spec.ApiServerCertificateNames).Distinct()],
        PodSubnets = spec.Networking.PodSubnets,
        ServiceSubnets = spec.Networking.ServiceSubnets,
        DnsDomain = spec.Networking.DnsDomain,
        ExtraArguments = spec.ExtraArguments,
        NetworkUrl = distribution.AppliesNetwork(spec.Networking) && spec.Networking.Cni is { } cni ? AddonManifests.LocateNetwork(cni).Replace("'", "%27", StringComparison.Ordinal) : "",
        NetworkSha256 = spec.Networking.Cni?.Sha256 ?? "",
    };

    private string Name(string machine) => draft.Cluster.Tenant.Length > 0 ? $"{draft.Cluster.Tenant}-{machine}" : machine;

    private string Flavor(Machine machine) => machine.Spec.Flavor.Length > 0 ? machine.Spec.Flavor : own.Flavor;

    private string Image(Machine machine) => machine.Spec.Image.Length > 0 ? machine.Spec.Image : own.Image;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
