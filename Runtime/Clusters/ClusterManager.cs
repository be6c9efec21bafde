using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Desires;
using Reeve.Runtime.Clusters.Handover;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Clusters.Watching;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Secrets;

namespace Reeve.Runtime.Clusters;

/// <summary>Takes what is asked of clusters to the operation engine, and tells of them.</summary>
internal sealed partial class ClusterManager(
    ClusterTable table,
    IClusterTypes types,
    ClusterEyes eyes,
    ClusterPlanner planner,
    HandoverPlanner handovers,
    IOperationEngine engine,
    ISecretStore secrets,
    TenantQuotas quotas,
    OperationFollower follower,
    ClusterWatchers watchers,
    TimeProvider time,
    ILogger<ClusterManager> logger) : IClusterManager, IHostedService
{
    public IReadOnlyList<string> Types => types.Names;

    /// <summary>Takes over what ended while the agent was away, and goes on with what had not.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        follower.Settled += watchers.Poke;
        follower.Resume();
        watchers.Begin(this);
        types.Added += RetryFor;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        types.Added -= RetryFor;
        follower.Settled -= watchers.Poke;
        await watchers.StopAsync();
        await follower.StopAsync();
    }

    public IReadOnlyList<ClusterView> List() => [.. table.Entries.Select(entry => entry.Look().View)];

    public ClusterView? Find(string name) => table.Find(name)?.Look().View;

    public async IAsyncEnumerable<ClusterView> WatchAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entry = table.Get(name);
        while (true)
        {
            var (view, changed) = entry.Look();
            yield return view;
            await changed.WaitAsync(cancellationToken);
        }
    }

    public Task<ClusterAccepted> CreateAsync(string name, ClusterDesired desired, string requestedBy, CancellationToken cancellationToken)
    {
        var errors = DesiredValidation.ForKey(name);
        return errors.Count > 0
            ? throw new ClusterRefusedException(errors)
            : BeginAsync(table.GetOrAdd(name), entry => planner.CreateAsync(entry, desired, requestedBy, cancellationToken), cancellationToken);
    }

    public Task<ClusterAccepted> ReplaceAsync(string name, ClusterDesired desired, string requestedBy, CancellationToken cancellationToken) =>
        BeginAsync(table.Get(name), entry => planner.ReplaceAsync(entry, desired, requestedBy, cancellationToken), cancellationToken);

    public Task<ClusterAccepted> PatchAsync(string name, ClusterDesired change, string requestedBy, CancellationToken cancellationToken) =>
        BeginAsync(table.Get(name), entry => planner.PatchAsync(entry, change, requestedBy, cancellationToken), cancellationToken);

    public Task<ClusterAccepted> DeleteAsync(string name, ClusterDeleteOptions options, string requestedBy, CancellationToken cancellationToken) =>
        BeginAsync(table.Get(name), entry => planner.DeleteAsync(entry, options, requestedBy, cancellationToken), cancellationToken, mayBeStuck: true);

    public Task<ClusterAccepted> RenewCertificatesAsync(string name, string requestedBy, CancellationToken cancellationToken) =>
        BeginAsync(table.Get(name), entry => planner.RenewAsync(entry, requestedBy, cancellationToken), cancellationToken);

    public Task<ClusterAccepted> ReleaseAsync(string name, string requestedBy, CancellationToken cancellationToken) =>
        BeginAsync(table.Get(name), entry => handovers.ReleaseAsync(entry, requestedBy, cancellationToken), cancellationToken);

    public async Task<string> GetHandoverAsync(string name, CancellationToken cancellationToken)
    {
        var entry = table.Get(name);
        if (entry.Active is { Intent: ClusterIntent.Release } release)
        {
            await follower.SettleAsync(entry, release.Id); // who waited for its end may be faster than the taking over of it
        }

        return (await handovers.GetAsync(entry, cancellationToken)).Write();
    }

    public Task<ClusterAccepted> AdoptAsync(string name, string handover, string requestedBy, CancellationToken cancellationToken)
    {
        var errors = DesiredValidation.ForKey(name);
        if (errors.Count > 0)
        {
            throw new ClusterRefusedException(errors);
        }

        var entry = table.GetOrAdd(name);
        var given = HandoverDocument.Read(handover, entry.Key);
        return BeginAsync(entry, one => handovers.AdoptAsync(one, given, requestedBy, cancellationToken), cancellationToken);
    }

    public async Task<OperationPreview> PlanAsync(string name, ClusterVerb verb, ClusterDesired? desired, CancellationToken cancellationToken)
    {
        var errors = DesiredValidation.ForKey(name);
        if (errors.Count > 0)
        {
            throw new ClusterRefusedException(errors);
        }

        var wanted = desired ?? new ClusterDesired();
        var entry = verb is ClusterVerb.Create ? table.GetOrAdd(name) : table.Get(name);
        var prepared = await (verb switch
        {
            ClusterVerb.Create => planner.CreateAsync(entry, wanted, "", cancellationToken),
            ClusterVerb.Replace => planner.ReplaceAsync(entry, wanted, "", cancellationToken),
            ClusterVerb.Patch => planner.PatchAsync(entry, wanted, "", cancellationToken),
            ClusterVerb.Delete => planner.DeleteAsync(entry, new ClusterDeleteOptions(), "", cancellationToken),
            ClusterVerb.RenewCertificates => planner.RenewAsync(entry, "", cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "It is not stated what would be asked."),
        });
        if (prepared.Request is not { } request)
        {
            return new OperationPreview { Steps = [] };
        }

        quotas.Check(entry, request);
        return await engine.PreviewAsync(request, cancellationToken);
    }

    public Task<string> GetKubeconfigAsync(string name, KubeconfigRequest request, CancellationToken cancellationToken) =>
        eyes.GetAsync(Installed(name).Id, request, cancellationToken);

    public async Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(string name, CancellationToken cancellationToken)
    {
        var entry = Installed(name);
        var certificates = await eyes.GetCertificatesAsync(entry.Id, entry.Document.Type, cancellationToken)
            ?? throw new ClusterRefusedException(ClusterRefusal.Unsupported, $"Clusters of the type {entry.Document.Type} do not tell of their certificates.");
        entry.SetCertificates(certificates);
        return certificates;
    }

    public async Task<ClusterView> ObserveAsync(string name, CancellationToken cancellationToken)
    {
        var entry = table.Get(name);
        await watchers.LookAsync(entry, cancellationToken);
        return entry.Look().View;
    }

    public void SetCondition(string name, string type, ClusterConditionState? finding)
    {
        if (table.Find(name) is { } entry)
        {
            entry.Find(type, finding);
            entry.Change(document => ClusterUpdates.Told(document, type, finding, time.GetUtcNow()));
        }
    }

    public ReconcilerStatus GetReconciler(string name) => watchers.StatusOf(table.Get(name));

    public void SetReconciler(string name, bool isPaused)
    {
        var entry = table.Get(name);
        entry.Change(document => document with { Paused = isPaused });
        watchers.Poke(entry);
    }

    private async Task<ClusterAccepted> BeginAsync(
        ClusterEntry entry, Func<ClusterEntry, Task<Prepared>> prepare, CancellationToken cancellationToken, bool mayBeStuck = false)
    {
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            if (entry.Active is { } active && !(mayBeStuck && active.State is OperationState.Stuck))
            {
                throw new OperationConflictException(active.Id, $"Operation {active.Id} ({active.Title}) changes the cluster {entry.Id}; wait for its end, or cancel it.");
            }

            return await BeginAsync(entry, await prepare(entry), cancellationToken);
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private async Task<ClusterAccepted> BeginAsync(ClusterEntry entry, Prepared prepared, CancellationToken cancellationToken)
    {
        if (prepared.Retries is { } stuck)
        {
            engine.Retry(stuck);
            return Follow(entry, engine.Find(stuck)!);
        }

        if (prepared.Request is not { } request)
        {
            if (prepared.Goal is { } same)
            {
                entry.Change(document => document with { Goal = same }); // how it is written may have changed
            }

            return new ClusterAccepted { Cluster = entry.Look().View };
        }

        if (prepared.Abandons is { } given)
        {
            engine.Abandon(given);
            await follower.SettleAsync(entry, given);
        }

        if (prepared is { Password: { } password, Goal.PasswordSecret: var secret })
        {
            secrets.Set(entry.Id, secret, password);
        }

        foreach (var (handed, text) in prepared.Secrets)
        {
            secrets.Set(entry.Id, handed, text);
        }

        // The operation's journal is the truth from here on; after a crash it must be known by whose eyes to look.
        using var place = quotas.Take(entry, request);
        var operation = await engine.StartAsync(request, cancellationToken);
        LogBegun(operation.Title, entry.Key, operation.Id, request.RequestedBy);
        return Follow(entry, operation);
    }

    private ClusterAccepted Follow(ClusterEntry entry, Operation operation)
    {
        entry.SetActive(operation);
        var view = entry.Look().View;
        follower.Follow(entry, operation.Id);
        watchers.Poke(entry);
        return new ClusterAccepted { Cluster = view, Operation = operation };
    }

    private ClusterEntry Installed(string name)
    {
        var entry = table.Get(name);
        return entry.Document.Installed
            ? entry
            : throw new ClusterRefusedException(ClusterRefusal.NotFound, $"There is no cluster {entry.Id}; create it first.") { Phase = entry.Look().View.Phase };
    }

    /// <summary>Operations that were stuck for want of a provisioner go on once it is there.</summary>
    private void RetryFor(string type)
    {
        foreach (var entry in table.Entries)
        {
            if (entry.Active is { State: OperationState.Stuck } stuck && stuck.Provisioner == type)
            {
                LogRetried(stuck.Id, type);
                engine.Retry(stuck.Id);
                watchers.Poke(entry);
            }
        }
    }
}
