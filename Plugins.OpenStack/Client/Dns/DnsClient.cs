using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Dns;

/// <summary>Designate. Thread-safe.</summary>
internal sealed class DnsClient(ServiceClient service) : IDns
{
    /// <inheritdoc/>
    public IResources<Zone, ZoneCreate> Zones { get; } = new ResourceClient<Zone, ZoneCreate>(service, new()
    {
        Path = "zones",
        Plural = "zones",
        Singular = null,
        Read = CloudJson.Default.Zone,
        Write = CloudJson.Default.ZoneCreate,
        NameOf = zone => zone.Name,
    });

    /// <inheritdoc/>
    public IChangeableResources<RecordSet, RecordSetCreate, RecordSetUpdate> RecordSets(string zoneId) => new ChangeableResourceClient<RecordSet, RecordSetCreate, RecordSetUpdate>(service, new()
    {
        Path = $"zones/{Uri.EscapeDataString(zoneId)}/recordsets",
        Plural = "recordsets",
        Singular = null,
        Read = CloudJson.Default.RecordSet,
        Write = CloudJson.Default.RecordSetCreate,
        NameOf = set => set.Name,
    }, CloudJson.Default.RecordSetUpdate);
}
