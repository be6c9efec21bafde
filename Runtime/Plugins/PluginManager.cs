using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Containers;
using Reeve.Proxies;
using Reeve.Runtime.Plugins.Discovery;
using Reeve.Runtime.Plugins.Guards;
using Reeve.Runtime.Plugins.Loading;
using Reeve.Workloads;

namespace Reeve.Runtime.Plugins;

/// <inheritdoc/>
internal sealed partial class PluginManager : IPluginManager
{
    private readonly ConcurrentDictionary<string, PluginSlot> _slots = new();
    private readonly PluginTable _table = new();
    private readonly SemaphoreSlim _scan = new(1);
    private readonly PluginOptions _options;
    private readonly ILogger _logger;
    private readonly UnloadMonitor _monitor;
    private readonly PluginLoader _loader;
    private readonly PluginExchange _exchange;
    private readonly PluginReconciler _reconciler;
    private readonly ProviderFinder _finder;
    private readonly ProviderOpener _opener;
    private readonly GuardServices _services;
    private readonly QuietTrigger _trigger;
    private readonly QuietTrigger _unused;
    private readonly CancellationTokenSource _stopping = new();
    private PluginWatcher? _watcher;
    private bool _disposed;

    public PluginManager(PluginOptions options, TimeProvider timeProvider, ILoggerFactory loggerFactory, IMeterFactory meterFactory)
    {
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new ArgumentException($"The options of the plugin manager are not valid: {string.Join("; ", errors)}.", nameof(options));
        }

        _options = options;
        _logger = loggerFactory.CreateLogger<PluginManager>();
        var meter = meterFactory.Create("Reeve.Plugins");
        var copies = new ShadowCopies(options.CacheDirectory, loggerFactory.CreateLogger<ShadowCopies>());
        _monitor = new UnloadMonitor(timeProvider, loggerFactory.CreateLogger<UnloadMonitor>());
        _loader = new PluginLoader(copies, _monitor, options.LoadDeadline, timeProvider);
        _exchange = new PluginExchange(_loader, loggerFactory.CreateLogger<PluginExchange>());
        _reconciler = new PluginReconciler(options, _exchange, copies, _slots);
        _finder = new ProviderFinder(_slots, _table);
        _opener = new ProviderOpener(_finder, _exchange);
        _trigger = new QuietTrigger(
            timeProvider, options.Debounce, () => ScanAsync(retry: false, _stopping.Token, _stopping.Token), loggerFactory.CreateLogger<QuietTrigger>());
        _unused = new QuietTrigger(timeProvider, options.UnloadUnusedAfter, RestAsync, loggerFactory.CreateLogger<QuietTrigger>());
        _services = new GuardServices
        {
            Options = options, TimeProvider = timeProvider, LoggerFactory = loggerFactory, Metrics = new GuardMetrics(meter),
            Closed = Closed,
            HoldsEnded = HoldsEnded,
        };
        meter.CreateObservableUpDownCounter(
            "reeve.plugin.context.leaked", () => _monitor.Leaked, "{context}", "Load contexts of plugins that were unloaded and are still held.");
        meter.CreateObservableUpDownCounter("reeve.plugin.count", CountByStatus, "{plugin}", "Plugins that were found, by status.");
    }

    public IReadOnlyList<PluginInfo> Plugins =>
    [
        .. _table.Plugins.Select(plugin => plugin.Status is PluginStatus.Active or PluginStatus.Disabled && _slots.TryGetValue(plugin.Id, out var slot)
            ? plugin with { Instances = slot.Guards.Count }
            : plugin),
    ];

    /// <summary>Waits until every context unloaded so far is gone or counted as leaked. For tests.</summary>
    internal Task UnloadsSettledAsync(CancellationToken cancellationToken) => _monitor.SettleAsync(cancellationToken);

    internal int LeakedContexts => _monitor.Leaked;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.Directories.FirstOrDefault(directory => !Directory.Exists(directory)) is { } missing)
        {
            throw new DirectoryNotFoundException($"The plugin directory {missing} does not exist; create it or name another.");
        }

        if (_options.Watch)
        {
            _watcher = new PluginWatcher(_options.Directories, _trigger.Poke, _logger);
        }

        await ScanAsync(retry: false, cancellationToken, cancellationToken);
    }

    public Task RescanAsync(CancellationToken cancellationToken) => ScanAsync(retry: true, cancellationToken, _stopping.Token);

    private async Task ScanAsync(bool retry, CancellationToken waiting, CancellationToken looking)
    {
        await _scan.WaitAsync(waiting);
        try
        {
            if (_disposed)
            {
                return;
            }

            if (retry)
            {
                _reconciler.Forgive();
            }

            // Before the look, so that no change falls between both.
            _watcher?.Refresh();
            foreach (var plugin in _table.Set(await _reconciler.RunAsync(looking)))
            {
                Report(plugin);
            }
        }
        finally
        {
            _scan.Release();
        }

        _unused.Poke();
    }

    // Checking a plugin loads all its types, which an agent that has others to serve would carry about for good.
    internal async Task RestAsync()
    {
        foreach (var slot in _slots.Values)
        {
            await slot.Turn.WaitAsync(_stopping.Token);
            try
            {
                _exchange.Rest(slot);
            }
            finally
            {
                slot.Turn.Release();
            }
        }
    }

    public IAsyncEnumerable<PluginInfo> WatchAsync(CancellationToken cancellationToken) => _table.WatchAsync(cancellationToken);

    public ProviderInfo? FindProvider(ProviderKind kind, string name) => _finder.TryFind(kind, name)?.Info;

    public async Task<IWorkloadProvider> OpenWorkloadProviderAsync(string name, ProviderInstance instance, CancellationToken cancellationToken) =>
        await _opener.OpenAsync(ProviderKind.Workload, name, instance, provider => new GuardedWorkloadProvider(provider, instance, _services), cancellationToken);

    public async Task<IContainerDriver> OpenContainerDriverAsync(string name, ProviderInstance instance, CancellationToken cancellationToken) =>
        await _opener.OpenAsync(ProviderKind.Driver, name, instance, provider => new GuardedContainerDriver(provider, instance, _services), cancellationToken);

    public async Task<IClusterProvisioner> OpenClusterProvisionerAsync(string name, ProviderInstance instance, CancellationToken cancellationToken) =>
        await _opener.OpenAsync(ProviderKind.Cluster, name, instance, provider => new GuardedClusterProvisioner(provider, instance, _services), cancellationToken);

    public async Task<IProxyProvider> OpenProxyProviderAsync(string name, ProviderInstance instance, CancellationToken cancellationToken) =>
        await _opener.OpenAsync(ProviderKind.Proxy, name, instance, provider => new GuardedProxyProvider(provider, instance, _services), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();

        // First, so that a replacement that is under way ends soon.
        await DisposeGuardsAsync();
        await _trigger.DisposeAsync();
        await _unused.DisposeAsync();
        await _scan.WaitAsync();
        try
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _watcher?.Dispose();
            await DisposeGuardsAsync();
            foreach (var plugin in _slots.Values.Select(slot => slot.Current).OfType<LoadedPlugin>())
            {
                _loader.Unload(plugin);
            }
        }
        finally
        {
            _scan.Release();
        }

        await _monitor.DisposeAsync();
    }

    private Task DisposeGuardsAsync() =>
        Task.WhenAll(_slots.Values.SelectMany(slot => slot.Guards).Select(guard => guard.DisposeAsync().AsTask()));

    private PluginSlot? SlotOf(IGuard guard) => _slots.Values.FirstOrDefault(slot => slot.Has(guard));

    private void Closed(IGuard guard)
    {
        SlotOf(guard)?.Remove(guard);
        _unused.Poke();
    }

    private void HoldsEnded(IGuard guard)
    {
        if (SlotOf(guard) is { Postponed: true })
        {
            _trigger.Poke();
        }
    }

    private IEnumerable<Measurement<int>> CountByStatus() => _table.Plugins
        .GroupBy(plugin => plugin.Status)
        .Select(group => new Measurement<int>(group.Count(), new KeyValuePair<string, object?>("reeve.plugin.status", group.Key.ToString())));

    private void Report(PluginInfo plugin)
    {
        if (plugin.Status is PluginStatus.Malfunctioned or PluginStatus.Incompatible)
        {
            PluginRefused(plugin.Id, plugin.Version, plugin.Path, plugin.Status, plugin.Reason);
        }
        else
        {
            PluginFound(plugin.Id, plugin.Version, plugin.Path, plugin.Status, plugin.Reason);
        }
    }
}
