using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Dns;

/// <summary>Designate.</summary>
internal interface IDns
{
    /// <summary>Zones.</summary>
    IResources<Zone, ZoneCreate> Zones { get; }

    /// <summary>The records of a zone.</summary>
    IChangeableResources<RecordSet, RecordSetCreate, RecordSetUpdate> RecordSets(string zoneId);
}
