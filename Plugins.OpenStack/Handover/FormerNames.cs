using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Handover;

/// <summary>
/// Server groups cannot be renamed: those of a cluster that changed hands are called by the name of an agent that had it before, and are the cluster's wherever it is now.
/// </summary>
internal static class FormerNames
{
    /// <summary>What a cluster has, from what bears its marks: with groups that are called by a former name, and without its own that went on to somebody else.</summary>
    /// <exception cref="CloudException">A list could not be read.</exception>
    public static async Task<IEnumerable<CloudResource>> SettleAsync(ICloud cloud, ClusterMarks marks, IReadOnlyList<CloudResource> found, CancellationToken cancellationToken)
    {
        var security = found.Where(resource => resource.Kind == NetworkKinds.SecurityGroup).ToList();
        if (security.Count == 0 && found.Any(resource => resource.Kind == MachineKinds.ServerGroup))
        {
            var others = await cloud.Network.SecurityGroups.ListAsync(new ResourceQuery { Tags = marks.Shared }, cancellationToken);
            return others.Any(group => marks.FormerlyUnique(group.Tags).Contains(marks.Unique)) ? found.Where(resource => resource.Kind != MachineKinds.ServerGroup) : found;
        }

        var names = marks.FormerlyUnique(security.SelectMany(group => group.Tags));
        if (names.Count == 0)
        {
            return found;
        }

        var groups = (await cloud.Compute.ServerGroups.ListAsync(ResourceQuery.All, cancellationToken)).Where(group => names.Contains(group.Name))
            .Select(group => new CloudResource { Kind = MachineKinds.ServerGroup, Id = group.Id, Name = group.Name });
        return found.TakeWhile(IsBefore).Concat(groups).Concat(found.SkipWhile(IsBefore));

        static bool IsBefore(CloudResource resource) => KindCatalog.IndexOf(resource.Kind) <= KindCatalog.IndexOf(MachineKinds.ServerGroup);
    }
}
