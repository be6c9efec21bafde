using System.Security.Cryptography;
using System.Text;
using Reeve.Host.Configuration;

namespace Reeve.Host.Agent;

/// <summary>Whose pods a stand-alone agent runs: its own id in place of a cluster's, and the node's name.</summary>
internal static class AgentOwner
{
    /// <summary>Reads the owner, or makes it.</summary>
    public static Owner Open(AgentLayout layout, HostOptions options)
    {
        var id = ReadId(layout) ?? WriteId(layout);
        return new Owner { Cluster = id, Node = NodeName(options) };
    }

    /// <summary>Reads the owner.</summary>
    /// <returns>Null where no agent ever ran.</returns>
    public static Owner? Find(AgentLayout layout, HostOptions options) =>
        ReadId(layout) is { } id ? new Owner { Cluster = id, Node = NodeName(options) } : null;

    private static string? ReadId(AgentLayout layout) =>
        File.Exists(layout.Owner) && File.ReadAllText(layout.Owner).Trim() is { Length: > 0 } id ? id : null;

    // Made from the machine and the place, so that an agent that lost its state directory finds its workloads again.
    private static string WriteId(AgentLayout layout)
    {
        const string machine = "/etc/machine-id";
        var seed = $"{(File.Exists(machine) ? File.ReadAllText(machine).Trim() : Environment.MachineName)}:{layout.Root}";
        var id = "standalone-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..32];
        var unfinished = layout.Owner + ".tmp";
        using (var file = File.Create(unfinished))
        {
            file.Write(Encoding.UTF8.GetBytes(id + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, layout.Owner, overwrite: true);
        return id;
    }

    /// <summary>The name of a node that is not given one.</summary>
    public static string MachineName => Environment.MachineName.Length > 0 ? Environment.MachineName.ToLowerInvariant() : "localhost";

    private static string NodeName(HostOptions options) => options.NodeName ?? MachineName;
}
