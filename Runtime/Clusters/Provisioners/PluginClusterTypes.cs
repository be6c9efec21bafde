using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.Runtime.Plugins;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>The provisioners of plugins: opened when the agent starts, and when a plugin is added while it runs.</summary>
internal sealed partial class PluginClusterTypes(IPluginManager plugins, ClusterOptions options, ILogger<PluginClusterTypes> logger)
    : IClusterTypes, IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IClusterProvisioner> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;
    private bool _isDisposed;

    public event Action<string>? Added;

    public IReadOnlyList<string> Names => [.. _open.Keys.Order(StringComparer.Ordinal)];

    public IClusterProvisioner? Find(string type) => _open.GetValueOrDefault(type);

    public async Task<IClusterProvisioner?> OpenAsync(string type, CancellationToken cancellationToken)
    {
        if (!_open.ContainsKey(type))
        {
            await OpenMissingAsync(cancellationToken);
        }

        return Find(type);
    }

    public string? WhyNot(string type) => _failures.GetValueOrDefault(type);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await OpenMissingAsync(cancellationToken);
        _watching = WatchAsync(_stopping.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return; // a container disposes it once for each service that it is
        }

        await StopAsync(CancellationToken.None);
        foreach (var provisioner in _open.Values)
        {
            await provisioner.DisposeAsync();
        }

        _stopping.Dispose();
        _turn.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in plugins.WatchAsync(cancellationToken))
            {
                await OpenMissingAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private async Task OpenMissingAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var active = plugins.Plugins.Where(plugin => plugin.Status is PluginStatus.Active).SelectMany(plugin => plugin.Providers);
            foreach (var provider in active.Where(provider => provider.Kind is ProviderKind.Cluster && !_open.ContainsKey(provider.Name)).ToList())
            {
                await StartAsync(provider.Name, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StartAsync(string type, CancellationToken cancellationToken)
    {
        IClusterProvisioner? provisioner = null;
        try
        {
            provisioner = await plugins.OpenClusterProvisionerAsync(type, Instance(type), cancellationToken);
            await provisioner.StartAsync(cancellationToken);
            _open[type] = provisioner;
            _failures.TryRemove(type, out _);
            LogOpened(type);
            Added?.Invoke(type);
        }
        catch (ProviderException e)
        {
            // The agent and other types go on; this one is not offered, and is tried again when somebody asks for it, or its plugin changes.
            _failures[type] = e.Message;
            LogNotOpened(type, e.Message);
            if (provisioner is not null)
            {
                await provisioner.DisposeAsync();
            }
        }
    }

    private ProviderInstance Instance(string type) => new()
    {
        Name = type,
        Owner = options.Owner,
        Options = options.Provisioners.GetValueOrDefault(type) ?? ProviderOptions.Empty,
        StateDirectory = Path.Combine(options.Directory, "provisioners", type),
    };
}
