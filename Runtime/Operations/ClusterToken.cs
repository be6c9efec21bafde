using System.Security.Cryptography;
using System.Text;
using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

/// <summary>Names of a cluster's files: from its identity alone, without user text.</summary>
internal static class ClusterToken
{
    public static string Of(ClusterId cluster) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{cluster.Owner.Cluster}\0{cluster.Owner.Node}\0{cluster.Tenant}\0{cluster.Name}")))[..32];
}
