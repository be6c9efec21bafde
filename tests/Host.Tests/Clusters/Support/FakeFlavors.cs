using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.Host.Tests.Clusters.Support;

/// <summary>Flavors in memory.</summary>
internal sealed class FakeFlavors : IClusterFlavors
{
    private readonly List<ClusterFlavor> _all = [];

    public ClusterFlavor? Usual => _all.FirstOrDefault();

    /// <summary>Makes one as a plugin brings it along.</summary>
    public ClusterFlavor Preset(string name, ClusterDesired spec) => Put("", name, new FlavorContent { Type = "openstack", Description = "d", Spec = spec }, "", "openstack");

    public IReadOnlyList<ClusterFlavor> List() => [.. _all];

    public ClusterFlavor? Find(string tenant, string name) => _all.FirstOrDefault(flavor => flavor.Tenant == tenant && flavor.Name == name);

    public ClusterFlavor? Resolve(string tenant, string name) => Find(tenant, name) ?? Find("", name);

    public ClusterFlavor Create(string tenant, string name, FlavorContent content, string by) =>
        Put(tenant, name, content, by, "");

    public ClusterFlavor Revise(string tenant, string name, FlavorContent content, string by) => Put(tenant, name, content, by, "");

    public void Delete(string tenant, string name) => _all.RemoveAll(flavor => flavor.Tenant == tenant && flavor.Name == name);

    private ClusterFlavor Put(string tenant, string name, FlavorContent content, string by, string plugin)
    {
        var before = Find(tenant, name);
        var revision = new FlavorRevision { Number = (before?.Current.Number ?? 0) + 1, Content = content, CreatedAt = DateTimeOffset.UnixEpoch, CreatedBy = by, Plugin = plugin };
        var flavor = new ClusterFlavor { Name = name, Tenant = tenant, Revisions = [.. before?.Revisions ?? [], revision] };
        Delete(tenant, name);
        _all.Add(flavor);
        return flavor;
    }
}
