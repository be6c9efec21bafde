using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Reeve.Runtime.Clusters.Desires;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Runtime.Clusters.Flavors;

/// <inheritdoc cref="IClusterFlavors"/>
/// <param name="store">The disk.</param>
/// <param name="table">The clusters, which use flavors.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterFlavors(FlavorStore store, ClusterTable table, TimeProvider time) : IClusterFlavors, IHostedService
{
    private const int MostRevisions = 1000;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Name), FlavorDocument> _flavors = [];
    private IReadOnlyList<string> _presets = [];

    public ClusterFlavor? Usual
    {
        get
        {
            lock (_lock)
            {
                return _presets.Select(name => Find("", name)).FirstOrDefault(static flavor => flavor is not null);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var document in store.ReadAll())
            {
                _flavors[(document.Tenant, document.Name)] = document;
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public IReadOnlyList<ClusterFlavor> List()
    {
        lock (_lock)
        {
            return [.. _flavors.Values.Select(Shown).OfType<ClusterFlavor>().OrderBy(static flavor => flavor.Tenant, StringComparer.Ordinal).ThenBy(static flavor => flavor.Name, StringComparer.Ordinal)];
        }
    }

    public ClusterFlavor? Find(string tenant, string name)
    {
        lock (_lock)
        {
            return _flavors.GetValueOrDefault((ClusterKey.TenantOf(tenant), name)) is { } document ? Shown(document) : null;
        }
    }

    public ClusterFlavor? Resolve(string tenant, string name) => Find(tenant, name) ?? Find("", name);

    public ClusterFlavor Create(string tenant, string name, FlavorContent content, string by)
    {
        var (whose, clean) = Check(tenant, name, content);
        lock (_lock)
        {
            return Find(whose, name) is not null
                ? throw new ClusterRefusedException(ClusterRefusal.Exists, $"There is a flavor {name} already; add a revision to it, or delete it first.")
                : Add(whose, name, clean, by, plugin: "");
        }
    }

    public ClusterFlavor Revise(string tenant, string name, FlavorContent content, string by)
    {
        var (whose, clean) = Check(tenant, name, content);
        lock (_lock)
        {
            var flavor = Require(whose, name);
            return IsSame(flavor.Current.Content, clean) ? flavor : Add(whose, name, clean, by, plugin: "");
        }
    }

    public void Delete(string tenant, string name)
    {
        lock (_lock)
        {
            var flavor = Require(ClusterKey.TenantOf(tenant), name);
            var users = table.Entries.Where(entry => IsMadeFrom(entry, flavor)).Select(static entry => entry.Id.ToString()).ToList();
            if (users.Count > 0)
            {
                throw new ClusterRefusedException(ClusterRefusal.InUse, $"The flavor {name} is used by {string.Join(", ", users)}; delete those clusters first.");
            }

            Write(_flavors[(flavor.Tenant, name)] with { Revisions = [] });
        }
    }

    /// <summary>What a cluster is to be: what is wanted, over the flavor that it names.</summary>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.Invalid"/>: there is no such flavor or revision, or it is of another type.</exception>
    public ClusterDesired Apply(string tenant, ClusterDesired wanted)
    {
        if (wanted.Flavor is not { } asked)
        {
            return wanted;
        }

        if (Resolve(tenant, asked.Name) is not { } flavor)
        {
            var known = List().Where(one => one.Tenant.Length == 0 || one.Tenant == tenant).Select(static one => one.Name).Distinct();
            throw Refused(ClusterFields.Flavor, asked.ToString(), $"there is no such flavor; there are {string.Join(", ", known.DefaultIfEmpty("none"))}");
        }

        var revision = flavor.Find(asked.Revision) ?? throw Refused(ClusterFields.Flavor, asked.ToString(), $"the flavor has no such revision; the newest is {flavor.Current.Number}");
        return wanted.Type is { Length: > 0 } type && type != revision.Content.Type
            ? throw Refused(ClusterFields.Type, type, $"clusters of the flavor {flavor.Name} are of the type {revision.Content.Type}")
            : FlavorMerge.Over(flavor, revision, wanted);
    }

    /// <summary>
    /// Takes over what plugins bring along. What is new becomes a flavor, and what a plugin says otherwise than before a revision; a flavor that somebody has revised or removed
    /// stays as he left it.
    /// </summary>
    /// <param name="presets">All that are there now, in order; the first is the usual one.</param>
    public void Fold(IReadOnlyList<(string Plugin, FlavorPreset Preset)> presets)
    {
        lock (_lock)
        {
            foreach (var (plugin, preset) in presets)
            {
                var known = _flavors.GetValueOrDefault(("", preset.Name));
                var content = preset.Content;
                if (known is null || (known.Revisions is [.., { Plugin.Length: > 0 } newest] && !IsSame(newest.Content, content)))
                {
                    Add("", preset.Name, content, by: "", plugin);
                }
            }

            _presets = [.. presets.Select(static one => one.Preset.Name)];
        }
    }

    private static ClusterFlavor? Shown(FlavorDocument document) =>
        document.Revisions.Count == 0 ? null : new ClusterFlavor { Name = document.Name, Tenant = document.Tenant, Revisions = document.Revisions };

    private static bool IsMadeFrom(ClusterEntry entry, ClusterFlavor flavor) =>
        entry.Look().View.Desired?.Flavor is { } made && made.Name == flavor.Name && made.Tenant == flavor.Tenant;

    private static (string Tenant, FlavorContent Content) Check(string tenant, string name, FlavorContent content)
    {
        var whose = ClusterKey.TenantOf(tenant);
        return FlavorValidation.Of(whose, name, content) is { Count: > 0 } errors
            ? throw new ClusterRefusedException(errors)
            : (whose, content with { Spec = content.Spec with { Type = null } });
    }

    private static ClusterRefusedException Refused(string field, string value, string why) => new([ClusterFields.Invalid(field, value, why)]);

    // Lists in records are compared by reference; what is on disk is what counts.
    private static bool IsSame(FlavorContent one, FlavorContent other) => JsonElement.DeepEquals(
        JsonSerializer.SerializeToElement(one, ClusterJson.Default.FlavorContent), JsonSerializer.SerializeToElement(other, ClusterJson.Default.FlavorContent));

    private ClusterFlavor Require(string tenant, string name) =>
        Find(tenant, name) ?? throw new ClusterRefusedException(ClusterRefusal.NotFound, $"There is no flavor {name}{(tenant.Length > 0 ? $" of the tenant {tenant}" : "")}.");

    private ClusterFlavor Add(string tenant, string name, FlavorContent content, string by, string plugin)
    {
        var before = _flavors.GetValueOrDefault((tenant, name)) ?? new FlavorDocument { Name = name, Tenant = tenant };
        if (before.Revisions.Count >= MostRevisions)
        {
            throw new ClusterRefusedException(ClusterRefusal.Exhausted, $"The flavor {name} has {MostRevisions} revisions; make another one.");
        }

        var revision = new FlavorRevision { Number = before.LastRevision + 1, Content = content, CreatedAt = time.GetUtcNow(), CreatedBy = by, Plugin = plugin };
        return Shown(Write(before with { Revisions = [.. before.Revisions, revision], LastRevision = revision.Number }))!;
    }

    private FlavorDocument Write(FlavorDocument document)
    {
        store.Write(document);
        return _flavors[(document.Tenant, document.Name)] = document;
    }
}
