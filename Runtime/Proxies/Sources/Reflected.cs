using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Proxies.Sources.Compiling;
using Reeve.Runtime.Proxies.Sources.Model;

namespace Reeve.Runtime.Proxies.Sources;

/// <summary>The objects of a cluster that matter to a proxy, as they are now. Thread-safe.</summary>
internal sealed class Reflected : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<(IAsyncDisposable Reflector, Func<KubernetesApiException?> Problem, Func<CancellationToken, Task> Synced)> _kinds = [];
    private readonly List<Task> _watching = [];
    private readonly Action _changed;
    private readonly IReflector<Service> _services;
    private readonly IReflector<EndpointSlice> _slices;
    private readonly IReflector<Node> _nodes;
    private readonly IReflector<Ingress> _ingresses;
    private readonly IReflector<Secret> _secrets;
    private readonly IReflector<Gateway>? _gateways;
    private readonly IReflector<HttpRoute>? _routes;

    private Reflected(ReflectorFactory factory, string? ns, string slices, bool gateways, Action changed)
    {
        _changed = changed;
        var here = new ReflectorOptions { Namespace = ns };
        _services = Own(factory.Start(ApiResources.Services, here));
        _slices = Own(factory.Start(SourceKinds.Slices(slices), here));
        _nodes = Own(factory.Start(ApiResources.Nodes));
        _ingresses = Own(factory.Start(SourceKinds.Ingresses, here));
        _secrets = Own(factory.Start(ApiResources.Secrets, here with { FieldSelector = $"type={SecretTypes.Tls}" }));
        if (gateways)
        {
            _gateways = Own(factory.Start(SourceKinds.Gateways, here));
            _routes = Own(factory.Start(SourceKinds.Routes, here));
        }
    }

    /// <summary>What is there.</summary>
    public SourceObjects Objects => new()
    {
        Services = _services.Snapshot(),
        Slices = _slices.Snapshot(),
        Nodes = _nodes.Snapshot(),
        Ingresses = _ingresses.Snapshot(),
        Secrets = _secrets.Snapshot(),
        Gateways = _gateways?.Snapshot() ?? [],
        Routes = _routes?.Snapshot() ?? [],
    };

    /// <summary>What hinders the looking; null while all is well.</summary>
    public KubernetesApiException? Problem => _kinds.Select(static kind => kind.Problem()).FirstOrDefault(static problem => problem is not null);

    /// <summary>Whether the cluster knew gateways when the looking began.</summary>
    public bool HasGateways => _gateways is not null;

    /// <summary>Begins to look, and waits until everything that is there has been seen.</summary>
    /// <param name="api">The cluster.</param>
    /// <param name="factory">Makes reflectors.</param>
    /// <param name="ns">The namespace; null for all.</param>
    /// <param name="changed">Called after each change.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KubernetesApiException">The cluster cannot be looked at now.</exception>
    public static async Task<Reflected> StartAsync(IKubernetesApi api, ReflectorFactory factory, string? ns, Action changed, CancellationToken cancellationToken)
    {
        // Version v1 of slices came with Kubernetes 1.21.
        var slices = await KnowsAsync(api, "discovery.k8s.io/v1", cancellationToken) ? "v1" : "v1beta1";
        var reflected = new Reflected(factory, ns, slices, await KnowsAsync(api, SourceKinds.GatewayGroup, cancellationToken), changed);
        try
        {
            await Task.WhenAll(reflected._kinds.Select(kind => kind.Synced(cancellationToken)));
            return reflected;
        }
        catch
        {
            await reflected.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a cluster knows a group of kinds in a version.</summary>
    public static async Task<bool> KnowsAsync(IKubernetesApi api, string group, CancellationToken cancellationToken)
    {
        try
        {
            await api.GetRawAsync($"/apis/{group}", cancellationToken);
            return true;
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var kind in _kinds)
        {
            await kind.Reflector.DisposeAsync();
        }

        _end.Dispose();
    }

    private IReflector<T> Own<T>(IReflector<T> reflector)
        where T : class, IKubernetesObject, new()
    {
        _kinds.Add((reflector, () => reflector.LastError, reflector.WaitUntilSyncedAsync));
        _watching.Add(WatchAsync(reflector));
        return reflector;
    }

    private async Task WatchAsync<T>(IReflector<T> reflector)
        where T : class, IKubernetesObject, new()
    {
        await foreach (var _ in reflector.ChangesAsync(_end.Token))
        {
            _changed();
        }
    }
}
