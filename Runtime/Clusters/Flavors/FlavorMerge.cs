using Reeve.Runtime.Clusters.Desires;
using Reeve.Runtime.Text;

namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>Makes of a flavor and of what somebody wants beside it what a cluster is to be. Pure.</summary>
internal static class FlavorMerge
{
    /// <summary>What is wanted, over what the flavor says.</summary>
    /// <param name="flavor">The flavor.</param>
    /// <param name="revision">The revision of it.</param>
    /// <param name="wanted">What is wanted; the provisioner's own part is merged however deep.</param>
    public static ClusterDesired Over(ClusterFlavor flavor, FlavorRevision revision, ClusterDesired wanted)
    {
        var below = revision.Content.Spec;
        return DesiredMerge.Merge(below, wanted) with
        {
            Type = revision.Content.Type,
            Provider = JsonMerge.Merge(below.Provider, wanted.Provider),
            Form = wanted.Form,
            Flavor = new FlavorReference { Name = flavor.Name, Tenant = flavor.Tenant, Revision = revision.Number },
        };
    }
}
