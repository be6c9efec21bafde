using System.Collections.Concurrent;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Handover;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Sharing;

/// <summary>What all clusters of one cloud and project ask it together: one list for each kind of resource, whoever wants to know. Thread-safe.</summary>
internal sealed class CloudShare(ICloud cloud, ClusterChanges changes, TimeProvider time)
{
    /// <summary>Clusters that one call asks for: their descriptions stand in its address.</summary>
    private const int MaxClusters = 40;

    private readonly ConcurrentDictionary<string, SharedQuestion<ClusterId, IReadOnlyList<KindList>>> _lists = new(StringComparer.Ordinal);
    private readonly SharedQuestion<ClusterId, IReadOnlyList<SecurityGroup>> _owners = new(
        async (clusters, token) => [.. (await Task.WhenAll(Chunks(clusters).Select(some => GroupsAsync(cloud, some, token)))).SelectMany(groups => groups)], changes.Next, time);

    private readonly SharedQuestion<string, IReadOnlyDictionary<string, Quota>> _computeQuotas = new((_, token) => cloud.Compute.QuotasAsync(token), changes.Next, time);
    private readonly SharedQuestion<string, IReadOnlyDictionary<string, Quota>> _networkQuotas = new((_, token) => cloud.Network.QuotasAsync(token), changes.Next, time);
    private readonly SharedQuestion<string, IReadOnlyDictionary<string, Quota>> _volumeQuotas = new((_, token) => cloud.Volume.QuotasAsync(token), changes.Next, time);

    /// <summary>All that a cluster has, in the order in which it is made. A list that cannot be read fails the whole: half a list would pass for all there is.</summary>
    /// <exception cref="CloudException">A list could not be read.</exception>
    public async Task<IReadOnlyList<CloudResource>> SurveyAsync(ClusterMarks marks, Demand demand, CancellationToken cancellationToken) =>
        [.. await FormerNames.SettleAsync(cloud, marks, [.. await ListAsync(KindCatalog.Ordered, marks, demand, cancellationToken)], cancellationToken)];

    /// <summary>All of it, and what load balancers consist of, which goes with them.</summary>
    /// <exception cref="CloudException">A list could not be read.</exception>
    public async Task<IReadOnlyList<CloudResource>> SurveyPartsAsync(ClusterMarks marks, Demand demand, CancellationToken cancellationToken)
    {
        var all = await SurveyAsync(marks, demand, cancellationToken);
        return all.Any(resource => resource.Kind == BalancerKinds.LoadBalancer) ? [.. all, .. await ListAsync(KindCatalog.Parts, marks, demand, cancellationToken)] : all;
    }

    /// <summary>Those of one kind that a cluster has.</summary>
    /// <exception cref="CloudException">They could not be read.</exception>
    public async Task<IReadOnlyList<CloudResource>> ListAsync(IResourceKind kind, ClusterMarks marks, Demand demand, CancellationToken cancellationToken)
    {
        var question = _lists.GetOrAdd(kind.Name, _ => new SharedQuestion<ClusterId, IReadOnlyList<KindList>>(
            async (clusters, token) => await Task.WhenAll(Chunks(clusters).Select(some => kind.ListManyAsync(cloud, some, token))), changes.Next, time));
        var lists = await question.AskAsync(marks.Cluster, demand, cancellationToken);
        return lists.First(list => list.IsAbout(marks)).Of(marks);
    }

    /// <summary>Whose cluster of this tenant and name there is, if it is another agent's; null if there is none.</summary>
    /// <remarks>Every cluster has security groups.</remarks>
    public async Task<string?> OtherOwnerAsync(ClusterMarks marks, CancellationToken cancellationToken)
    {
        var groups = await _owners.AskAsync(marks.Cluster, Demand.Now, cancellationToken);
        var others = groups.Select(group => group.Tags).Where(tags => marks.Shared.All(tags.Contains)
            && ClusterMarks.Value(tags, ClusterMarks.AgentTag) is { Length: > 0 } agent && agent != marks.Cluster.Owner.Token).ToList();
        return others.Count > 0 ? ClusterMarks.OwnerOf(others[0]) : null;
    }

    /// <summary>Nova's quotas.</summary>
    public Task<IReadOnlyDictionary<string, Quota>> ComputeQuotasAsync(CancellationToken cancellationToken) => _computeQuotas.AskAsync("", Demand.Now, cancellationToken);

    /// <summary>Neutron's quotas.</summary>
    public Task<IReadOnlyDictionary<string, Quota>> NetworkQuotasAsync(CancellationToken cancellationToken) => _networkQuotas.AskAsync("", Demand.Now, cancellationToken);

    /// <summary>Cinder's quotas.</summary>
    public Task<IReadOnlyDictionary<string, Quota>> VolumeQuotasAsync(CancellationToken cancellationToken) => _volumeQuotas.AskAsync("", Demand.Now, cancellationToken);

    private static IEnumerable<IReadOnlyList<ClusterMarks>> Chunks(IReadOnlyCollection<ClusterId> clusters) =>
        clusters.Select(cluster => new ClusterMarks(cluster)).Chunk(MaxClusters);

    private static Task<IReadOnlyList<SecurityGroup>> GroupsAsync(ICloud cloud, IReadOnlyList<ClusterMarks> clusters, CancellationToken cancellationToken) =>
        cloud.Network.SecurityGroups.ListAsync(
            clusters.Count == 1 ? new ResourceQuery { Tags = clusters[0].Shared } : ResourceQuery.All.With("tags-any", string.Join(',', clusters.Select(marks => marks.Shared[^1]).Distinct())),
            cancellationToken);

    private async Task<IEnumerable<CloudResource>> ListAsync(IReadOnlyList<IResourceKind> kinds, ClusterMarks marks, Demand demand, CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(kinds.Select(async kind => await cloud.HasAsync(kind.Service, cancellationToken) ? await ListAsync(kind, marks, demand, cancellationToken) : []));
        return lists.SelectMany(list => list);
    }
}
