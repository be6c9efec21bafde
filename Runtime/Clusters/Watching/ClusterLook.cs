using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>Looks at one cluster, and takes over what was seen. Thread-safe: one look at a time.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle was never asked for holds nothing to release.")]
internal sealed partial class ClusterLook(ClusterEntry entry, WatchServices services, ILogger logger)
{
    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _turn = new(1);
    private int _missing;

    /// <summary>Whether the latest look did not see a cluster that was there: the next one decides.</summary>
    public bool IsInDoubt => _missing == 1;

    /// <summary>Looks once.</summary>
    /// <param name="maxAge">How old may be what is seen (<see cref="ILookContext.MaxAge"/>).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">It could not be seen.</exception>
    public async Task RunAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var mark = entry.Mark();
            var (type, observation) = await FindAsync(maxAge, cancellationToken);
            TakeOver(mark, type, observation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks with the eyes of the cluster's type; where there is no cluster yet, with those of all types.</summary>
    private async Task<(string Type, ClusterObservation Observation)> FindAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        var document = entry.Document;
        if (document.Installed || entry.Active is not null || entry.Key != services.Options.DefaultName)
        {
            var type = entry.Active?.Provisioner ?? document.Type;
            return (type, await services.Eyes.ObserveAsync(entry.Id, type, maxAge, cancellationToken));
        }

        foreach (var type in services.Types.Names.OrderByDescending(type => type == document.Type))
        {
            services.Map[entry.Id] = type;
            var observation = await services.Eyes.ObserveAsync(entry.Id, type, maxAge, cancellationToken);
            if (observation.Exists)
            {
                return (type, observation);
            }
        }

        services.Map[entry.Id] = document.Type;
        return (document.Type, new ClusterObservation { Exists = false });
    }

    private void TakeOver((string Settled, string? Active) mark, string type, ClusterObservation observation)
    {
        // One look may come between two states of a file: that a cluster is gone is believed the second time.
        _missing = entry.Document.Installed && !observation.Exists ? _missing + 1 : 0;
        if (_missing == 1)
        {
            return;
        }

        var now = services.Time.GetUtcNow();
        var before = entry.Document;
        var counts = entry.Observe(mark, observation, now, document => mark.Active is null
            ? ClusterUpdates.Seen(document, type, observation, entry.Findings.Values, now)
            : ClusterUpdates.Refreshed(document, observation, entry.Findings.Values, now));
        if (!counts)
        {
            return;
        }

        services.Map[entry.Id] = entry.Document.Type;
        Tell(before, entry.Document);
    }

    private void Tell(ClusterDocument before, ClusterDocument after)
    {
        if (after is { Installed: true, Adopted: true } && !before.Installed)
        {
            LogAdopted(entry.Key, after.Type, after.KubernetesVersion);
        }
        else if (after.Lost && !before.Lost)
        {
            LogLost(entry.Key);
        }

        if ((after.BrokenSince is null) != (before.BrokenSince is null))
        {
            LogReadiness(entry.Key, after.BrokenSince is null ? "ready" : "not ready", ConditionRules.WhyNotReady(after.Conditions));
        }

        if (before.KubernetesVersion.Length > 0 && after.KubernetesVersion.Length > 0 && before.KubernetesVersion != after.KubernetesVersion)
        {
            LogVersion(entry.Key, before.KubernetesVersion, after.KubernetesVersion);
        }
    }
}
