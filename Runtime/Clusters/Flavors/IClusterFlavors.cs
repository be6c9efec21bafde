namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>
/// Flavors of clusters: a name with revisions that never change. Those that plugins bring along (<c>flavors.json</c> beside <c>plugin.json</c>) are among them. It knows
/// nothing of what provisioners make of them. Thread-safe; what changes is on disk before a call returns.
/// </summary>
/// <remarks>
/// <b>Errors.</b> <see cref="ClusterRefusedException"/>: nothing has changed. An <see cref="IOException"/> says that the disk would not take it.
/// </remarks>
public interface IClusterFlavors
{
    /// <summary>The flavor of clusters for which none is asked: the first that a plugin has brought along and that is still there; null for none.</summary>
    ClusterFlavor? Usual { get; }

    /// <summary>All flavors, those of all tenants together first, by name.</summary>
    IReadOnlyList<ClusterFlavor> List();

    /// <summary>A flavor of a tenant, or, with none, of all; null if there is none of this name.</summary>
    /// <param name="tenant">The tenant; empty for those that are shared.</param>
    /// <param name="name">Its name.</param>
    ClusterFlavor? Find(string tenant, string name);

    /// <summary>The flavor that a tenant means by a name: his own, or else the shared one; null if there is neither.</summary>
    /// <param name="tenant">The tenant; empty for none.</param>
    /// <param name="name">The name.</param>
    ClusterFlavor? Resolve(string tenant, string name);

    /// <summary>Makes a flavor with its first revision. <see cref="ClusterRefusal.Exists"/> if there is one.</summary>
    /// <param name="tenant">Whose it is to be; empty for all tenants together.</param>
    /// <param name="name">Its name.</param>
    /// <param name="content">What it says.</param>
    /// <param name="by">Who makes it.</param>
    ClusterFlavor Create(string tenant, string name, FlavorContent content, string by);

    /// <summary>
    /// Adds a revision, which new clusters are made from; clusters that are there stay as they are. What the newest one says already makes none.
    /// <see cref="ClusterRefusal.NotFound"/> if there is no such flavor.
    /// </summary>
    /// <param name="tenant">Whose it is; empty for a shared one.</param>
    /// <param name="name">Its name.</param>
    /// <param name="content">What it says from now on.</param>
    /// <param name="by">Who makes it.</param>
    ClusterFlavor Revise(string tenant, string name, FlavorContent content, string by);

    /// <summary>
    /// Removes a flavor with all its revisions. <see cref="ClusterRefusal.InUse"/> while clusters are made from it. One that a plugin has brought along does not come back by
    /// itself, and numbers go on where they were if somebody makes it again.
    /// </summary>
    /// <param name="tenant">Whose it is; empty for a shared one.</param>
    /// <param name="name">Its name.</param>
    void Delete(string tenant, string name);
}
