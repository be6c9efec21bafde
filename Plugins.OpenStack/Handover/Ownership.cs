using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Handover;

/// <summary>Whether a cluster may be taken, by the tags of its security groups: every cluster has some.</summary>
internal static class Ownership
{
    /// <summary>Sees that it may.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Conflict"/>: it is somebody's who has not released it.</exception>
    public static void Require(AdoptArguments wanted, IReadOnlyList<string> tags)
    {
        var agent = ClusterMarks.Value(tags, ClusterMarks.AgentTag);
        var isOwn = agent == wanted.Cluster.Owner.Token && wanted.Cluster.Owner != wanted.From.Owner;
        if (!isOwn && !(agent == wanted.From.Owner.Token && tags.Contains(ClusterMarks.ReleasedTag)))
        {
            throw Refused(wanted.Cluster, ClusterMarks.OwnerOf(tags));
        }
    }

    /// <summary>It is somebody's who has not released it.</summary>
    public static ProviderException Refused(ClusterId cluster, string owner) =>
        new(ErrorReason.Conflict, $"The cluster {cluster} is that of the agent {owner}, which has not released it: have it released there first.");
}
