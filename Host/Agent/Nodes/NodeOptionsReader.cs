using System.Net;
using Reeve.Host.Commands;
using Reeve.Host.Configuration;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes;

namespace Reeve.Host.Agent.Nodes;

/// <summary>Makes the runtime's options of a node out of the configuration.</summary>
internal static class NodeOptionsReader
{
    /// <summary>Reads them.</summary>
    /// <param name="plan">The node.</param>
    /// <param name="name">Its name.</param>
    public static NodeOptions Read(NodePlan plan, string name)
    {
        var settings = plan.Options.Node;
        return new NodeOptions
        {
            Name = name,
            Provider = plan.Options.Provider,
            AgentVersion = VersionCommand.Version.Split('+')[0],
            Addresses = Addresses(settings),
            ExternalAddresses = settings.ExternalAddresses,
            PodCidr = settings.PodCidr,
            HostName = settings.HostName,
            Labels = PairText.ReadAll(settings.Labels),
            Annotations = PairText.ReadAll(settings.Annotations),
            Taints = settings.DisableTaint ? [] : settings.Taints is { } taints ? [.. taints.Select(PairText.ReadTaint).OfType<Taint>()] : null,
            Share = plan.Share,
            Reserved = settings.Reserved.Select(PairText.ReadQuantity).OfType<KeyValuePair<string, Quantity>>().ToDictionary(),
            ProviderId = settings.ProviderId,
            Lease = settings.Lease,
            Thresholds = new PressureThresholds
            {
                MemoryAvailableBytes = settings.Pressure.MemoryAvailable.Bytes,
                DiskAvailable = settings.Pressure.DiskAvailablePercent / 100.0,
                InodesAvailable = settings.Pressure.InodesAvailablePercent / 100.0,
                ProcessIdsAvailable = settings.Pressure.ProcessIdsAvailablePercent / 100.0,
                TransitionPeriod = settings.Pressure.TransitionPeriod.Length,
            },
        };
    }

    // Where only one address is listened on, others would lead nowhere.
    private static IReadOnlyList<string> Addresses(NodeSettings settings) =>
        settings.Addresses.Count > 0 ? settings.Addresses
        : IPAddress.Parse(settings.Address) is var address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) ? []
        : [settings.Address];
}
