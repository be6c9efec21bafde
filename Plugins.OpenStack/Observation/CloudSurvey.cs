using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Observation;

/// <summary>Lists what a cluster has in the cloud, by its marks.</summary>
internal static class CloudSurvey
{
    /// <summary>All of it, in the order in which it is made. A list that cannot be read fails the whole: half a list would pass for all there is.</summary>
    /// <exception cref="CloudException">A list could not be read.</exception>
    public static async Task<IReadOnlyList<CloudResource>> ReadAsync(ICloud cloud, ClusterMarks marks, CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(KindCatalog.Ordered.Select(async kind =>
            await cloud.HasAsync(kind.Service, cancellationToken) ? await kind.ListAsync(cloud, marks, cancellationToken) : []));
        return [.. lists.SelectMany(list => list)];
    }

    /// <summary>Whose cluster of this tenant and name there is, if it is another agent's; null if there is none.</summary>
    /// <remarks>Every cluster has security groups.</remarks>
    public static async Task<string?> OtherOwnerAsync(ICloud cloud, ClusterMarks marks, CancellationToken cancellationToken)
    {
        var groups = await cloud.Network.SecurityGroups.ListAsync(new ResourceQuery { Tags = marks.Shared }, cancellationToken);
        var others = groups.Select(group => group.Tags).Where(tags => ClusterMarks.Value(tags, ClusterMarks.AgentTag) is { Length: > 0 } agent
            && agent != marks.Cluster.Owner.Token).ToList();
        return others.Count > 0 ? ClusterMarks.OwnerOf(others[0]) : null;
    }
}
