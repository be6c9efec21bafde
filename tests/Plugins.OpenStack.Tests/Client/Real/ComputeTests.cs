using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.Images;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Testing;

namespace Reeve.Plugins.OpenStack.Tests.Client.Real;

[Collection(RealCloud.OtherProject)]
public sealed class ComputeTests
{
    private const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4vJpNX2y5MiKJTXqpu2zsnxjnEKcZ1PRbJq3yw0nJd test";

    [RequiresFact(Component.OpenStack)]
    public async Task Server_WholeLife_IsSeenAsItIs()
    {
        using var cloud = await RealCloud.ClientAsync();
        var name = RealCloud.NewName();
        var (compute, servers) = (cloud.Compute, cloud.Compute.Servers);
        var network = await NetworkAsync(cloud, name);
        var port = await cloud.Network.Ports.CreateAsync(new PortCreate { NetworkId = network.Id, Name = name }, default);
        var key = await compute.KeyPairs.CreateAsync(new KeyPairCreate { Name = name, PublicKey = PublicKey }, default);
        var group = await compute.ServerGroups.CreateAsync(new ServerGroupCreate { Name = name, Policy = "soft-anti-affinity" }, default);
        var request = await RequestAsync(cloud, "m4.small", network) with
        {
            Networks = [new ServerNetwork { Port = port.Id }],
            KeyName = key.Name,
            UserData = Convert.ToBase64String("#cloud-config\n"u8),
            Metadata = new Dictionary<string, string> { ["role"] = "k8s-master" },
            ConfigDrive = true,
            Tags = ["reeve"],
            Hostname = name,
            ServerGroup = group.Id,
        };

        var id = (await servers.CreateAsync(request, default)).Id;
        await IsAsync(servers, id, "ACTIVE");
        var twice = await Assert.ThrowsAsync<CloudException>(async () => await servers.CreateAsync(request, default));
        Assert.True(twice.Reason is ErrorReason.Conflict or ErrorReason.Invalid, twice.Message); // the port has one
        var server = Assert.Single(await servers.ListAsync(new ResourceQuery { Name = name, Tags = ["reeve"] }, default));
        Assert.Equal((id, "k8s-master", "m4.small", request.ImageRef), (server.Id, server.Metadata["role"], server.Flavor!.OriginalName, server.ImageId));
        Assert.Equal((name, group.Id), (server.KeyName, (await servers.GetAsync(id, default)).ServerGroups!.Single()));
        Assert.Equal(port.FixedIps.Single().IpAddress, server.Addresses[name].Single().Address);
        Assert.Equal(port.Id, Assert.Single(await servers.InterfacesAsync(id, default)).PortId);
        Assert.Equal(id, (await cloud.Network.Ports.GetAsync(port.Id, default)).DeviceId);
        Assert.Contains(id, (await compute.ServerGroups.GetAsync(group.Id, default)).Members);
        Assert.Equal("soft-anti-affinity", (await compute.ServerGroups.FindByNameAsync(name, default))!.Policy);
        Assert.Equal(PublicKey, (await compute.KeyPairs.FindByNameAsync(name, default))!.PublicKey);

        await servers.SetTagsAsync(id, ["other"], default);
        await servers.SetMetadataAsync(id, new Dictionary<string, string> { ["more"] = "1" }, default);
        Assert.True(await servers.RemoveMetadataAsync(id, "role", default));
        Assert.False(await servers.RemoveMetadataAsync(id, "role", default));
        server = await servers.GetAsync(id, default);
        Assert.Equal(("other", "more"), (server.Tags.Single(), server.Metadata.Keys.Single()));
        await servers.ReplaceMetadataAsync(id, new Dictionary<string, string> { ["only"] = "2" }, default);
        Assert.Equal("only", (await servers.GetAsync(id, default)).Metadata.Keys.Single());
        Assert.Contains("FAKE", await servers.ConsoleAsync(id, 10, default), StringComparison.OrdinalIgnoreCase);
        await servers.StopAsync(id, default);
        await IsAsync(servers, id, "SHUTOFF");
        await servers.StartAsync(id, default);
        await IsAsync(servers, id, "ACTIVE");

        Assert.True(await servers.DeleteAsync(id, default));
        await RealCloud.GoneAsync(() => servers.FindAsync(id, default), "the server");
        Assert.False(await servers.DeleteAsync(id, default));
        Assert.NotNull(await cloud.Network.Ports.FindAsync(port.Id, default)); // a port that was made before stays
        await cloud.Network.Ports.DeleteAsync(port.Id, default);
        await cloud.Network.Networks.DeleteAsync(network.Id, default);
        await compute.KeyPairs.DeleteAsync(name, default);
        await compute.ServerGroups.DeleteAsync(group.Id, default);
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Server_BeyondTheQuota_IsExhausted()
    {
        using var cloud = await RealCloud.ClientAsync(RealCloud.OtherProject);

        var network = await NetworkAsync(cloud, RealCloud.NewName());
        var request = await RequestAsync(cloud, "greedy", network);

        var exception = await Assert.ThrowsAsync<CloudException>(() => cloud.Compute.Servers.CreateAsync(request, default));

        Assert.Equal(ErrorReason.Exhausted, exception.Reason);
        Assert.Contains("cores", exception.Message, StringComparison.Ordinal);
        await cloud.Network.Networks.DeleteAsync(network.Id, default);
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Server_NobodyHasRoom_TellsTheFault()
    {
        using var cloud = await RealCloud.ClientAsync(RealCloud.OtherProject);
        var servers = cloud.Compute.Servers;
        var network = await NetworkAsync(cloud, RealCloud.NewName());

        var id = (await servers.CreateAsync(await RequestAsync(cloud, "huge", network), default)).Id;
        await Eventually.TrueAsync(async () => (await servers.GetAsync(id, default)).Status == "ERROR", "the server has failed");

        Assert.Contains("No valid host was found", (await servers.GetAsync(id, default)).Fault!.Message, StringComparison.Ordinal);
        await servers.DeleteAsync(id, default);
        await RealCloud.GoneAsync(() => servers.FindAsync(id, default), "the server");
        await cloud.Network.Networks.DeleteAsync(network.Id, default);
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Facts_OfTheCloud_AreRead()
    {
        using var cloud = await RealCloud.ClientAsync();
        using var admin = await RealCloud.ClientAsync("admin");

        var quotas = await cloud.Compute.QuotasAsync(default);
        Assert.Equal((10, 20), (quotas["instances"].Limit, quotas["cores"].Limit));
        Assert.Equal(new Microversion(2, 90), await cloud.Compute.VersionAsync(default));
        Assert.Contains(await cloud.Compute.AvailabilityZonesAsync(default), zone => zone is { ZoneName: "nova", ZoneState.Available: true });
        Assert.Contains(await cloud.Compute.Flavors.ListAsync(new ResourceQuery { PageSize = 1 }, default), flavor => flavor is { Name: "m4.xlarge", Vcpus: 4, Ram: 8192 });
        var provider = Assert.Single(await admin.Placement.ProvidersAsync(default));
        Assert.True((await admin.Placement.InventoriesAsync(provider.Uuid, default))["VCPU"].Total > 0);
        Assert.Contains("VCPU", (await admin.Placement.UsagesAsync(provider.Uuid, default)).Keys);
        Assert.Empty(await admin.Placement.AllocationsAsync(Guid.NewGuid().ToString(), default));
        Assert.Equal(ErrorReason.Denied, (await Assert.ThrowsAsync<CloudException>(() => cloud.Placement.ProvidersAsync(default))).Reason);
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Image_MadeUploadedDeleted_IsSeenAsItIs()
    {
        using var cloud = await RealCloud.ClientAsync();
        var name = RealCloud.NewName();

        var image = await cloud.Image.Images.CreateAsync(new ImageCreate { Name = name, Tags = ["reeve", name] }, default);
        Assert.Equal("queued", image.Status);
        using (var data = new MemoryStream(new byte[4096]))
        {
            await cloud.Image.UploadAsync(image.Id, data, default);
        }

        var found = Assert.Single(await cloud.Image.Images.ListAsync(new ResourceQuery { Name = name, Tags = ["reeve", name], PageSize = 1 }, default));
        Assert.Equal(("active", 4096L), (found.Status, found.Size));
        Assert.True(await cloud.Image.Images.DeleteAsync(image.Id, default));
        Assert.Null(await cloud.Image.Images.FindAsync(image.Id, default));
    }

    private static async Task<Network> NetworkAsync(Cloud cloud, string name)
    {
        var network = await cloud.Network.Networks.CreateAsync(new NetworkCreate { Name = name }, default);
        await cloud.Network.Subnets.CreateAsync(new SubnetCreate { NetworkId = network.Id, Cidr = "10.8.0.0/24" }, default);
        return network;
    }

    private static async Task<ServerCreate> RequestAsync(Cloud cloud, string flavor, Network network) => new()
    {
        Name = network.Name,
        FlavorRef = (await cloud.Compute.Flavors.FindByNameAsync(flavor, default))!.Id,
        ImageRef = (await cloud.Image.Images.FindByNameAsync("tiny", default))!.Id,
        Networks = [new ServerNetwork { Uuid = network.Id }],
    };

    private static Task IsAsync(IServers servers, string id, string status) =>
        Eventually.TrueAsync(async () => (await servers.GetAsync(id, default)) is var server && (server.Status == "ERROR" ? throw new InvalidOperationException(server.Fault?.Message) : server.Status == status), $"the server is {status}");
}
