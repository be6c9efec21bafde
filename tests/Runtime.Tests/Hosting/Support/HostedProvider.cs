using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Hosting.Support;

/// <summary>A provider as a program has one: made of its context and of a service of the host.</summary>
public sealed class HostedProvider : IWorkloadProvider
{
    private readonly FakeProvider _provider;

    public HostedProvider(ProviderContext context, IServiceProvider services)
    {
        Context = context;
        _provider = new FakeProvider((FakeBackend)services.GetService(typeof(FakeBackend))!);
    }

    public ProviderContext Context { get; }

    public PodFeatures Features => _provider.Features;

    public Task StartAsync(CancellationToken cancellationToken) => _provider.StartAsync(cancellationToken);

    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) => _provider.WatchNodeAsync(cancellationToken);

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => _provider.DescribeInputs(pod);

    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken) => _provider.StartPodAsync(pod, cancellationToken);

    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken) => _provider.StopPodAsync(pod, gracePeriod, cancellationToken);

    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken) => _provider.RemovePodAsync(pod, cancellationToken);

    public IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken) => _provider.WatchPodsAsync(cancellationToken);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
