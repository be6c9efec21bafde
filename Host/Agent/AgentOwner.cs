using Reeve.Host.Configuration;
using Reeve.Runtime.Hosting;

namespace Reeve.Host.Agent;

/// <summary>Whose pods a stand-alone agent runs, as it is configured.</summary>
internal static class AgentOwner
{
    /// <summary>Reads the owner, or makes it.</summary>
    public static Owner Open(AgentLayout layout, HostOptions options) => LocalOwner.Open(layout.Root, NodeName(options));

    /// <summary>Reads the owner.</summary>
    /// <returns>Null where no agent ever ran.</returns>
    public static Owner? Find(AgentLayout layout, HostOptions options) => LocalOwner.Find(layout.Root, NodeName(options));

    private static string NodeName(HostOptions options) => options.NodeName ?? LocalOwner.MachineName;
}
