using System.Runtime.CompilerServices;
using Reeve.Clusters;
using Reeve.Containers;
using Reeve.Proxies;
using Reeve.Runtime.Plugins;
using Reeve.Workloads;

namespace Reeve.Host.Tests.Pages.Support;

/// <summary>Plugins that only are there.</summary>
internal sealed class FakePlugins : IPluginManager
{
    private int _rescans;

    public IReadOnlyList<PluginInfo> Plugins { get; set; } = [];

    public int Rescans => Volatile.Read(ref _rescans);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RescanAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _rescans);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<PluginInfo> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        yield break;
    }

    public ProviderInfo? FindProvider(ProviderKind kind, string name) => null;

    public Task<IWorkloadProvider> OpenWorkloadProviderAsync(string name, ProviderInstance instance, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IContainerDriver> OpenContainerDriverAsync(string name, ProviderInstance instance, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IClusterProvisioner> OpenClusterProvisionerAsync(string name, ProviderInstance instance, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IProxyProvider> OpenProxyProviderAsync(string name, ProviderInstance instance, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
