using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Runtime.Clusters.State;

/// <summary>The clusters that are known, by key. Read before operations go on, which need to know what type each one is.</summary>
internal sealed class ClusterTable(ClusterOptions options, ClusterStore store, ClusterTypeMap types, TimeProvider time) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, ClusterEntry> _entries = new(StringComparer.Ordinal);
    private readonly ClusterViews _views = new(options, time);

    /// <summary>Those that were ever made or found, and the default one.</summary>
    public IReadOnlyList<ClusterEntry> Entries => [.. _entries.Values.Where(IsListed).OrderBy(entry => entry.Id.Tenant, StringComparer.Ordinal).ThenBy(entry => entry.Id.Name, StringComparer.Ordinal)];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var document in store.ReadAll())
        {
            Add(document);
        }

        GetOrAdd(options.DefaultName);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ClusterEntry? Find(string key) => _entries.GetValueOrDefault(Canonical(key)) is { } entry && IsListed(entry) ? entry : null;

    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.NotFound"/>.</exception>
    public ClusterEntry Get(string key) =>
        Find(key) ?? throw new ClusterRefusedException(ClusterRefusal.NotFound, $"There is no cluster {Canonical(key)}.");

    /// <summary>The cluster of a key; one that is new is not listed before it is first changed.</summary>
    public ClusterEntry GetOrAdd(string key) => _entries.GetValueOrDefault(Canonical(key)) ?? Add(Blank(key));

    public void Dispose()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Dispose();
        }
    }

    private ClusterEntry Add(ClusterDocument document)
    {
        var id = new ClusterId { Owner = options.Owner, Tenant = document.Tenant ?? "", Name = document.Name };
        var made = new ClusterEntry(id, document, store, _views.Of);
        var entry = _entries.GetOrAdd(id.ToString(), made);
        if (entry == made)
        {
            types[id] = document.Type;
        }

        return entry;
    }

    private static ClusterDocument Blank(string key)
    {
        var (tenant, name) = ClusterKey.Read(key);
        return new ClusterDocument { Name = name, Tenant = tenant.Length > 0 ? tenant : null };
    }

    private static string Canonical(string key)
    {
        var (tenant, name) = ClusterKey.Read(key);
        return ClusterKey.Of(tenant, name);
    }

    private bool IsListed(ClusterEntry entry) => entry.Document.Type.Length > 0 || entry.Id.ToString() == options.DefaultName;
}
