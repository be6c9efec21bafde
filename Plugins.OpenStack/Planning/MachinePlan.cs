using System.Globalization;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.Addons;
using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Volumes;
using Reeve.Plugins.OpenStack.CloudInit;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>One machine in a plan: its port, address, volumes and server.</summary>
internal sealed class MachinePlan(PlanDraft draft, ClusterSpec spec, OpenStackSpec own, CloudChoices choices)
{
    /// <summary>The port: made before the server, which can then not be made twice.</summary>
    public Made Port(Machine machine, NetworkPlan network, SecurityPlan security)
    {
        var group = machine.IsMaster ? security.Masters : security.Workers;
        var name = Name(machine.Name);
        return draft.Want(
            $"port-{machine.Name}", NetworkKinds.Port, name,
            new PortCreate
            {
                NetworkId = network.Network, Name = name, Description = draft.Marks.Description, SecurityGroups = [group.Id],
                FixedIps = [new FixedIp { SubnetId = network.Subnet, IpAddress = machine.Address }],
            },
            StepJson.Default.PortCreate, "port", dependsOn: [.. network.Steps, .. group.Steps]);
    }

    /// <summary>The server, with its volumes.</summary>
    public Made Server(Machine machine, MachineSurroundings around, params IEnumerable<string> dependsOn)
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
            KeyName = own.Keypair.Name.Length > 0 ? own.Keypair.Name : own.Keypair.PublicKey.Length > 0 ? draft.Marks.Unique : null,
            Metadata = Metadata(machine, around),
            ConfigDrive = own.ConfigDrive,
            AvailabilityZone = Zone(machine),
            Tags = draft.Marks.All,
        };
        var role = machine.IsMaster ? NodeSecret.Master : NodeSecret.Worker;
        var made = draft.Want(
            new ResourceArguments
            {
                Cluster = draft.Cluster,
                Kind = MachineKinds.Server,
                Body = JsonSerializer.SerializeToElement(body, StepJson.Default.ServerCreate),
                UserData = BootstrapRenderer.Render(Bootstrap(machine, around)),
                ServerGroup = around.ServerGroup?.Id,
                Secrets = role,
            },
            $"server-{machine.Name}", name, "instances", draft.Facts.Of(MachineKinds.Server).FirstOrDefault(server => IsKept(machine, server)),
            [.. around.Steps, .. port.Steps, .. access.Steps, .. volumes.SelectMany(volume => volume.Made.Steps), .. around.ServerGroup?.Steps ?? [], .. dependsOn],
            NodeSecret.SecretsOf(role));
        if (made.Step is not null)
        {
            draft.Cost("cores", choices.Flavors[Flavor(machine)].Vcpus);
            draft.Cost("ram", choices.Flavors[Flavor(machine)].Ram);
        }

        return made;
    }

    /// <summary>Whether a server that is there is this machine as it shall be.</summary>
    public static bool IsKept(Machine machine, CloudResource server) => server.Facts.GetValueOrDefault(ServerMetadata.Machine) == machine.Name
        && server.Status != "ERROR" && server.Facts.GetValueOrDefault(ServerMetadata.Generation, "0") == Text(machine.Generation);

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
    };

    private BootstrapValues Bootstrap(Machine machine, MachineSurroundings around) => new()
    {
        Cluster = spec.Id.Name,
        Machine = machine.Name,
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
        ApiServerArguments = spec.ExtraArguments,
        NetworkUrl = spec.Networking.Cni is { } cni ? AddonManifests.LocateNetwork(cni).Replace("'", "%27", StringComparison.Ordinal) : "",
        NetworkSha256 = spec.Networking.Cni?.Sha256 ?? "",
    };

    private string Name(string machine) => draft.Cluster.Tenant.Length > 0 ? $"{draft.Cluster.Tenant}-{machine}" : machine;

    private string Flavor(Machine machine) => machine.Spec.Flavor.Length > 0 ? machine.Spec.Flavor : own.Flavor;

    private string Image(Machine machine) => machine.Spec.Image.Length > 0 ? machine.Spec.Image : own.Image;

    private string? Zone(Machine machine)
    {
        var zones = machine.Spec.Zones.Count > 0 ? machine.Spec.Zones : own.Zones;
        return zones.Count > 0 ? zones[machine.Index % zones.Count] : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
