using System.Net;
using System.Text.Json.Serialization.Metadata;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Neutron. Thread-safe.</summary>
internal sealed class NetworkingClient(ServiceClient service) : INetworking
{
    /// <inheritdoc/>
    public ITaggedResources<Network, NetworkCreate, NetworkUpdate> Networks { get; } = Of(
        service, "networks", "network", CloudJson.Default.Network, CloudJson.Default.NetworkCreate, CloudJson.Default.NetworkUpdate, network => network.Name, network => network.Tags);

    /// <inheritdoc/>
    public ITaggedResources<Subnet, SubnetCreate, SubnetUpdate> Subnets { get; } = Of(
        service, "subnets", "subnet", CloudJson.Default.Subnet, CloudJson.Default.SubnetCreate, CloudJson.Default.SubnetUpdate, subnet => subnet.Name, subnet => subnet.Tags);

    /// <inheritdoc/>
    public IRouters Routers { get; } = new RouterClient(service);

    /// <inheritdoc/>
    public ITaggedResources<Port, PortCreate, PortUpdate> Ports { get; } = Of(
        service, "ports", "port", CloudJson.Default.Port, CloudJson.Default.PortCreate, CloudJson.Default.PortUpdate, port => port.Name, port => port.Tags);

    /// <inheritdoc/>
    public ITaggedResources<FloatingIp, FloatingIpCreate, FloatingIpUpdate> FloatingIps { get; } = Of(
        service, "floatingips", "floatingip", CloudJson.Default.FloatingIp, CloudJson.Default.FloatingIpCreate, CloudJson.Default.FloatingIpUpdate, null, address => address.Tags);

    /// <inheritdoc/>
    public ITaggedResources<SecurityGroup, SecurityGroupCreate, SecurityGroupUpdate> SecurityGroups { get; } = Of(
        service, "security_groups", "security_group", CloudJson.Default.SecurityGroup, CloudJson.Default.SecurityGroupCreate, CloudJson.Default.SecurityGroupUpdate, group => group.Name, group => group.Tags);

    /// <inheritdoc/>
    public ISecurityGroupRules SecurityGroupRules { get; } = new SecurityGroupRuleClient(service);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Quota>> QuotasAsync(CancellationToken cancellationToken) =>
        QuotaReader.ReadAsync(service, static project => $"quotas/{project}/details", "quota", cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> HasExtensionAsync(string alias, CancellationToken cancellationToken)
    {
        try
        {
            await service.GetAsync($"extensions/{Uri.EscapeDataString(alias)}", cancellationToken);
            return true;
        }
        catch (CloudException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static TaggedResourceClient<T, TCreate, TUpdate> Of<T, TCreate, TUpdate>(
        ServiceClient service, string plural, string singular, JsonTypeInfo<T> read, JsonTypeInfo<TCreate> write, JsonTypeInfo<TUpdate> update, Func<T, string?>? nameOf, Func<T, IReadOnlyList<string>> tagsOf) =>
        new(service, new() { Path = plural.Replace('_', '-'), Plural = plural, Singular = singular, Read = read, Write = write, NameOf = nameOf, TagsOf = tagsOf }, update);
}
