using System.Security.Cryptography;
using System.Text;

namespace Reeve.Runtime.Hosting;

/// <summary>Whose objects an agent handles that belongs to no cluster: an id of its own in place of a cluster's, kept in its state directory.</summary>
public static class LocalOwner
{
    private const string FileName = "owner";

    /// <summary>The name of a node that is not given one: the machine's.</summary>
    public static string MachineName => Environment.MachineName.Length > 0 ? Environment.MachineName.ToLowerInvariant() : "localhost";

    /// <summary>Reads the owner, or makes it.</summary>
    /// <param name="directory">The state directory: an absolute path that is there.</param>
    /// <param name="node">The node's name.</param>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static Owner Open(string directory, string node) => Find(directory, node) ?? new Owner { Cluster = WriteId(directory), Node = node };

    /// <summary>Reads the owner.</summary>
    /// <returns>Null where no agent ever ran.</returns>
    /// <inheritdoc cref="Open"/>
    public static Owner? Find(string directory, string node)
    {
        var path = Path.Combine(directory, FileName);
        return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } id ? new Owner { Cluster = id, Node = node } : null;
    }

    // Made from the machine and the place, so that an agent that lost its state directory finds its workloads again.
    private static string WriteId(string directory)
    {
        const string machine = "/etc/machine-id";
        var path = Path.Combine(directory, FileName);
        var seed = $"{(File.Exists(machine) ? File.ReadAllText(machine).Trim() : Environment.MachineName)}:{directory}";
        var id = "standalone-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..32];
        var unfinished = path + ".tmp";
        using (var file = File.Create(unfinished))
        {
            file.Write(Encoding.UTF8.GetBytes(id + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
        return id;
    }
}
