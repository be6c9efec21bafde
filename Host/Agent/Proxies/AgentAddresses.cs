using System.Net;
using Reeve.Host.Configuration;
using Reeve.Host.Names;

namespace Reeve.Host.Agent.Proxies;

/// <summary>Where the agent's own addresses come from.</summary>
internal static class AgentAddresses
{
    /// <summary>Opens it.</summary>
    /// <param name="settings">What is configured, checked.</param>
    /// <param name="parts">Takes what has to be released.</param>
    public static IAddressSource Open(AgentSettings settings, PartStack parts) => settings switch
    {
        { Addresses.Count: > 0 } => new FixedAddresses([.. settings.Addresses.Select(IPAddress.Parse)]),
        { AddressSource: AddressSource.Metadata } => parts.OwnDisposable(MetadataAddresses.Create()),
        _ => new InterfaceAddresses(settings.Interface),
    };
}
