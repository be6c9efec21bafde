using Microsoft.Extensions.Logging;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Reach;

/// <summary>
/// Keeps the ways to clusters from outside: routes of the agent's proxies, and names in DNS. It makes them once a cluster is ready, leaves them while it is not for a while, and takes them
/// away with it. All of it can be done again at any moment: what is there already makes no change.
/// </summary>
/// <remarks>It looks at what is known in memory, which costs next to nothing, rather than being told by each cluster.</remarks>
internal sealed partial class ReachKeeper : IAsyncDisposable
{
    private const string By = "agent: clusters";
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(30);
    private readonly IClusterManager _clusters;
    private readonly IProxySites? _proxies;
    private readonly ReachRecords _records;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<string, (string Message, long Since)> _problems = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Makes it; nothing is changed yet.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <param name="proxies">The proxies; null for none.</param>
    /// <param name="records">The records in DNS.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of changes and failures.</param>
    public ReachKeeper(IClusterManager clusters, IProxySites? proxies, ReachRecords records, TimeProvider time, ILogger<ReachKeeper> logger) =>
        (_clusters, _proxies, _records, _time, _logger) = (clusters, proxies, records, time, logger);

    /// <summary>Begins to keep them.</summary>
    public void Start() => _running = RunAsync(_end.Token);

    /// <summary>Ends it; the ways stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    /// <summary>Makes everything be as it shall be now, as far as that is possible; what fails is told and tried again later.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var wanted = ReachPlans.Of(_clusters.List());
        foreach (var site in _proxies?.All ?? [])
        {
            await KeepAsync(site, [.. wanted.Where(reach => SiteOf(reach) == site)], cancellationToken);
        }

        foreach (var reach in wanted.Where(reach => SiteOf(reach) is null))
        {
            Tell(reach.Key, _proxies is null ? "the agent has no proxies" : $"the agent has no proxy {reach.Proxy}");
        }

        // What was wrong before there was one is.
        foreach (var reach in wanted.Where(reach => reach.Ports is null && SiteOf(reach) is not null))
        {
            _problems.Remove(reach.Key);
        }

        await TryAsync("DNS", () => _records.KeepAsync(wanted.Select(static reach => reach.Name).ToHashSet(StringComparer.OrdinalIgnoreCase), cancellationToken), cancellationToken);
        foreach (var reach in wanted.Where(static reach => reach is { Name.Length: > 0, Ports: not null }))
        {
            await TryAsync(NameOf(reach), () => NameAsync(reach, cancellationToken), cancellationToken);
        }

        await SayAsync(wanted, cancellationToken);
    }

    private static bool IsSame(ProxySpec one, ProxySpec other) => ProxySpecs.Write(one).AsSpan().SequenceEqual(ProxySpecs.Write(other));

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await KeepAsync(cancellationToken);
            await Task.Delay(s_interval, _time, cancellationToken);
        }
    }

    private async Task KeepAsync(IProxySite site, IReadOnlyList<ClusterReach> wanted, CancellationToken cancellationToken)
    {
        // What was never served is no document that could be changed for clusters that are gone.
        await TryAsync($"proxy {site.Name}", () => ChangeAsync(site.Service, spec => ReachDocument.Keep(spec, wanted.Select(static reach => reach.Key)), cancellationToken), cancellationToken);
        foreach (var reach in wanted.Where(static reach => reach.Ports is not null))
        {
            // Each by itself: a port that is taken is one cluster's trouble.
            await TryAsync(reach.Key, () => ChangeAsync(site.Service, spec => ReachDocument.Put(spec, reach), cancellationToken), cancellationToken);
        }
    }

    private async Task ChangeAsync(IProxyService proxy, Func<ProxySpec, ProxySpec> change, CancellationToken cancellationToken)
    {
        var current = proxy.Current?.Spec ?? new ProxySpec();
        if (IsSame(current, change(current)))
        {
            return;
        }

        var revision = await proxy.ChangeAsync(change, By, cancellationToken);
        LogChanged(proxy.Name, revision.Revision);
    }

    /// <summary>Has each cluster's condition say how the way to it is.</summary>
    private async Task SayAsync(IReadOnlyList<ClusterReach> wanted, CancellationToken cancellationToken)
    {
        foreach (var view in _clusters.List())
        {
            var before = view.Conditions.FirstOrDefault(static condition => condition.Type == ClusterEdges.Condition);
            var reach = wanted.FirstOrDefault(reach => reach.Key == view.Key);
            var now = reach is null ? null : ReachConditions.Of(
                reach, SiteOf(reach)?.Name, _problems.GetValueOrDefault(reach.Key).Message, reach.Name.Length > 0 ? _problems.GetValueOrDefault(NameOf(reach)).Message : null, before);
            if (now != before)
            {
                await TryAsync($"{view.Key}'s condition", () => SetAsync(view.Key, now), cancellationToken);
            }
        }
    }

    private Task SetAsync(string key, ClusterConditionState? condition)
    {
        _clusters.SetCondition(key, ClusterEdges.Condition, condition);
        return Task.CompletedTask;
    }

    private static string NameOf(ClusterReach reach) => $"{reach.Key}'s name";

    private Task NameAsync(ClusterReach reach, CancellationToken cancellationToken) => _records.HasZones
        ? _records.SetAsync(reach.Name, reach.Key, cancellationToken)
        : throw new ProviderException(ErrorReason.Invalid, $"No DNS provider is configured that could change {reach.Name}.");

    private IProxySite? SiteOf(ClusterReach reach) => _proxies is null ? null
        : reach.Proxy.Length == 0 ? _proxies.All.FirstOrDefault() : _proxies.Find(reach.Proxy);

    private async Task TryAsync(string what, Func<Task> act, CancellationToken cancellationToken)
    {
        if (_problems.TryGetValue(what, out var problem) && _time.GetElapsedTime(problem.Since) < s_retry)
        {
            return;
        }

        try
        {
            await act();
            _problems.Remove(what);
        }
        catch (Exception e) when (e is ProviderException or ProxyValidationException or IOException or UnauthorizedAccessException && !cancellationToken.IsCancellationRequested)
        {
            Tell(what, e.Message);
        }
    }

    private void Tell(string what, string message)
    {
        if (_problems.GetValueOrDefault(what).Message != message)
        {
            LogProblem(what, message);
        }

        _problems[what] = (message, _time.GetTimestamp());
    }
}
