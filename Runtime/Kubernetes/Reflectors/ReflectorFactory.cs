using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>Starts reflectors over one API. Thread-safe. Disposing it ends its metrics, not its reflectors.</summary>
public sealed class ReflectorFactory : IDisposable
{
    private readonly IKubernetesApi _api;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ReflectorMetrics _metrics;
    private readonly Random _random;
    private readonly ConcurrentDictionary<IReflectorState, bool> _running = new();

    /// <summary>Creates a factory.</summary>
    /// <param name="api">The API.</param>
    /// <param name="timeProvider">The clock; null for the machine's.</param>
    /// <param name="loggerFactory">Makes logs; null for none.</param>
    /// <param name="meterFactory">Makes meters; null for one of its own.</param>
    /// <param name="random">Spreads waits; null for the shared one. Must be thread-safe.</param>
    public ReflectorFactory(
        IKubernetesApi api,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        IMeterFactory? meterFactory = null,
        Random? random = null)
    {
        _api = api;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Reeve.Runtime.Kubernetes.Reflectors");
        _metrics = new(meterFactory, _timeProvider);
        _random = random ?? Random.Shared;
    }

    /// <summary>Starts a reflector.</summary>
    public IReflector<T> Start<T>(KubernetesResource<T> resource, ReflectorOptions? options = null)
        where T : class, IKubernetesObject, new()
    {
        var reflector = new Reflector<T>(_api, resource, options ?? new(), _metrics, _timeProvider, _random, _logger, ended => _running.TryRemove(ended, out _));
        _running[reflector] = true;
        return reflector;
    }

    /// <summary>
    /// Lets every running reflector list anew, from a quorum: the server's history is not the one that was seen before, as after a
    /// restoration of its store. A watch from a version of the lost history would be silent until the new one gets there.
    /// </summary>
    public void Relist()
    {
        foreach (var reflector in _running.Keys)
        {
            reflector.Relist();
        }
    }

    /// <summary>
    /// Starts a reflector of a single object, by name, as the Node authoriser allows for the Secrets and ConfigMaps of a node's pods:
    /// two small requests, and then one stream of a shared connection.
    /// </summary>
    /// <param name="resource">The kind.</param>
    /// <param name="ns">The namespace; null for cluster-scoped kinds.</param>
    /// <param name="name">The name.</param>
    public IReflector<T> StartForObject<T>(KubernetesResource<T> resource, string? ns, string name)
        where T : class, IKubernetesObject, new() =>
        Start(resource, new() { Namespace = ns, FieldSelector = "metadata.name=" + name });

    /// <inheritdoc/>
    public void Dispose() => _metrics.Dispose();
}
