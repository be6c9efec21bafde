using System.Text;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Nodes.Connections;

/// <summary>Whose pods a node runs: recorded in its state directory, so that the state of one cluster is never taken for that of another.</summary>
public static class NodeOwner
{
    private const string FileName = "owner";

    /// <summary>Reads the recorded owner and compares it with the cluster, or records it.</summary>
    /// <param name="directory">The node's state directory.</param>
    /// <param name="endpoint">The cluster.</param>
    /// <param name="node">The node's name.</param>
    /// <exception cref="StateDirectoryException">The directory holds the pods of another cluster or of another node.</exception>
    public static Owner Open(string directory, KubernetesEndpoint endpoint, string node)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var path = Path.Combine(directory, FileName);
        List<string> authorities = [.. endpoint.CertificateAuthorities.Select(authority => authority.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant())];
        if (Read(path) is not { } recorded)
        {
            var owner = new Owner { Cluster = endpoint.ClusterId, Node = node };
            Write(path, owner, authorities);
            return owner;
        }

        if (recorded.Owner.Node != node)
        {
            throw new StateDirectoryException($"The state directory {directory} belongs to node {recorded.Owner.Node}, not to {node}. Choose another one with --state-dir.");
        }

        // A certificate authority is replaced by trusting both for a while: then one of them is known, and the other becomes so.
        if (recorded.Owner.Cluster != endpoint.ClusterId && !recorded.Authorities.Intersect(authorities).Any())
        {
            throw new StateDirectoryException(
                $"The state directory {directory} belongs to another cluster than {endpoint.Server}: none of its certificate authorities is known. "
                + "Choose another one with --state-dir, or delete it when nothing of that cluster runs here any more.");
        }

        if (!authorities.ToHashSet().SetEquals(recorded.Authorities))
        {
            Write(path, recorded.Owner, authorities);
        }

        return recorded.Owner;
    }

    /// <summary>Reads the recorded owner.</summary>
    /// <param name="directory">The node's state directory.</param>
    /// <returns>Null where no agent ever ran.</returns>
    public static Owner? Find(string directory) => Read(Path.Combine(directory, FileName))?.Owner;

    // One line each: the cluster, the node, then the digests of the cluster's certificate authorities.
    private static (Owner Owner, IReadOnlyList<string> Authorities)? Read(string path) =>
        File.Exists(path) && File.ReadAllLines(path) is [{ Length: > 0 } cluster, { Length: > 0 } node, .. var authorities]
            ? (new Owner { Cluster = cluster, Node = node }, authorities)
            : null;

    private static void Write(string path, Owner owner, IEnumerable<string> authorities) =>
        StateFiles.Replace(path, Encoding.UTF8.GetBytes(string.Join('\n', [owner.Cluster, owner.Node, .. authorities]) + "\n"), durable: true);
}
