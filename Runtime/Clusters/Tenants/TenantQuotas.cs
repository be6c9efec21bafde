using System.Globalization;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Tenants;

/// <summary>Keeps tenants within their quotas, also where several ask at the same moment. Thread-safe.</summary>
/// <param name="options">The quotas.</param>
/// <param name="table">The clusters.</param>
internal sealed class TenantQuotas(ClusterOptions options, ClusterTable table)
{
    // As provisioners call it in what plans cost.
    private const string Instances = "instances";
    private readonly Lock _lock = new();
    private readonly HashSet<ClusterEntry> _beginning = [];

    /// <summary>Looks whether an operation keeps within the quota of its tenant.</summary>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.Exhausted"/>: it does not.</exception>
    public void Check(ClusterEntry entry, OperationRequest request)
    {
        lock (_lock)
        {
            Require(entry, request, MachinesAfter(entry, request));
        }
    }

    /// <summary>Takes what an operation needs of the quota of its tenant, and writes down whose eyes see the cluster.</summary>
    /// <returns>To be disposed of once the operation is known as the cluster's own.</returns>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.Exhausted"/>: there is not so much left.</exception>
    public IDisposable Take(ClusterEntry entry, OperationRequest request)
    {
        lock (_lock)
        {
            var machines = MachinesAfter(entry, request);
            Require(entry, request, machines);
            entry.Change(document => document with { Type = request.Provisioner, Machines = machines });
            _beginning.Add(entry);
            return new Place(this, entry);
        }
    }

    private static long MachinesAfter(ClusterEntry entry, OperationRequest request)
    {
        var added = request.Plan.Costs.GetValueOrDefault(Instances);
        return request.Intent is ClusterIntent.Create or ClusterIntent.Adopt ? Math.Max(1, added) : SizeOf(entry) + (request.Intent is ClusterIntent.Change ? added : 0);
    }

    // While an operation goes on, what it was to make counts, however little of it is there.
    private static long SizeOf(ClusterEntry entry)
    {
        var seen = entry.Observation?.Machines.Count ?? 0;
        return entry.Active is null && seen > 0 ? seen : Math.Max(seen, Math.Max(1, entry.Document.Machines));
    }

    private void Require(ClusterEntry entry, OperationRequest request, long machines)
    {
        if (request.Intent is not (ClusterIntent.Create or ClusterIntent.Change or ClusterIntent.Adopt) || QuotaOf(entry.Id.Tenant) is not { } quota)
        {
            return;
        }

        var others = table.Entries.Where(other => other != entry && other.Id.Tenant == entry.Id.Tenant && IsThere(other)).ToList();
        if (request.Intent is ClusterIntent.Create or ClusterIntent.Adopt && quota.Clusters is { } clusters && others.Count >= clusters)
        {
            throw Exhausted(entry, clusters, "clusters", others.Count);
        }

        var used = others.Sum(SizeOf);
        if (quota.Machines is { } most && used + machines > most && machines > SizeBefore(entry))
        {
            throw Exhausted(entry, most, "machines", used + machines);
        }
    }

    private long SizeBefore(ClusterEntry entry) => IsThere(entry) ? SizeOf(entry) : 0;

    private bool IsThere(ClusterEntry entry) =>
        entry.Document is { Installed: true } or { LastInstall.Succeeded: false, Goal: not null } || entry.Active is not null || _beginning.Contains(entry);

    private TenantQuota? QuotaOf(string tenant) => options.Quotas.GetValueOrDefault(ClusterKey.Shown(tenant)) ?? options.Quotas.GetValueOrDefault(ClusterOptions.EveryTenant);

    private static ClusterRefusedException Exhausted(ClusterEntry entry, int most, string what, long wouldBe) => new(
        ClusterRefusal.Exhausted,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The tenant {ClusterKey.Shown(entry.Id.Tenant)} may have {most} {what}{(what == "clusters" ? $", and has {wouldBe}" : $", and would have {wouldBe}")}; delete some, or have its quota raised."));

    private void Leave(ClusterEntry entry)
    {
        lock (_lock)
        {
            _beginning.Remove(entry);
        }
    }

    private sealed class Place(TenantQuotas quotas, ClusterEntry entry) : IDisposable
    {
        public void Dispose() => quotas.Leave(entry);
    }
}
