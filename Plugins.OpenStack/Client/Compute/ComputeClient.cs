using System.Text.Json;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>Nova. Thread-safe.</summary>
internal sealed class ComputeClient(ServiceClient service) : ICompute
{
    /// <inheritdoc/>
    public IResources<Flavor, FlavorCreate> Flavors { get; } = new ResourceClient<Flavor, FlavorCreate>(service, new()
    {
        Path = "flavors",
        ListPath = "flavors/detail",
        Plural = "flavors",
        Singular = "flavor",
        Read = CloudJson.Default.Flavor,
        Write = CloudJson.Default.FlavorCreate,
        NameOf = flavor => flavor.Name,
        NameField = null,
    });

    /// <inheritdoc/>
    public IServers Servers { get; } = new ServerClient(service);

    /// <inheritdoc/>
    public IResources<KeyPair, KeyPairCreate> KeyPairs { get; } = new ResourceClient<KeyPair, KeyPairCreate>(service, new()
    {
        Path = "os-keypairs",
        Plural = "keypairs",
        Singular = "keypair",
        Read = CloudJson.Default.KeyPair,
        Write = CloudJson.Default.KeyPairCreate,
        NameOf = pair => pair.Name,
        NameField = null,
    });

    /// <inheritdoc/>
    public IResources<ServerGroup, ServerGroupCreate> ServerGroups { get; } = new ServerGroupClient(service);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AvailabilityZone>> AvailabilityZonesAsync(CancellationToken cancellationToken)
    {
        var zones = await service.ListAsync("os-availability-zone", "availabilityZoneInfo", cancellationToken);
        return [.. zones.Select(zone => zone.Deserialize(CloudJson.Default.AvailabilityZone)!)];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Quota>> QuotasAsync(CancellationToken cancellationToken) =>
        QuotaReader.ReadAsync(service, static project => $"os-quota-sets/{project}/detail", "quota_set", cancellationToken);

    /// <inheritdoc/>
    public Task<Microversion> VersionAsync(CancellationToken cancellationToken) => service.VersionAsync(cancellationToken);
}
