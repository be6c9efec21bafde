using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// All services of the cluster, by namespace, for the environment of pods. What was last known is kept on disk, so that containers start
/// again also after a restart of the agent while the API server is away. Thread-safe.
/// </summary>
internal sealed partial class ServiceIndex : IAsyncDisposable
{
    private const string FileName = "services.json";
    private static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Service>> _namespaces = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _indexed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _path;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly IReflector<Service> _reflector;
    private readonly Task _loop;
    private readonly bool _isCached;
    private bool _isDirty;

    public ServiceIndex(ReflectorFactory reflectors, string? stateDirectory, TimeProvider timeProvider, ILogger logger)
    {
        _path = stateDirectory is null ? null : Path.Combine(stateDirectory, FileName);
        _logger = logger;
        _isCached = TryRead();
        _timer = timeProvider.CreateTimer(_ => WriteChanges(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _reflector = reflectors.Start(ApiResources.Services);
        _loop = Task.Run(IndexAsync);
    }

    /// <summary>The services of a namespace.</summary>
    /// <exception cref="ProviderException">The server does not tell now, and never did.</exception>
    public async ValueTask<IReadOnlyList<Service>> ListAsync(string serviceNamespace, CancellationToken cancellationToken)
    {
        try
        {
            await _reflector.WaitUntilSyncedAsync(cancellationToken);
            await _indexed.Task.WaitAsync(cancellationToken);
        }
        catch (KubernetesApiException) when (_isCached)
        {
            return Services(serviceNamespace);
        }
        catch (KubernetesApiException e)
        {
            throw ApiErrors.ToProviderException(e);
        }

        return Services(serviceNamespace);
    }

    public async ValueTask DisposeAsync()
    {
        await _reflector.DisposeAsync();
        await _loop;
        await _timer.DisposeAsync();
        WriteChanges();
    }

    private IReadOnlyList<Service> Services(string serviceNamespace) =>
        _namespaces.TryGetValue(serviceNamespace, out var services) ? [.. services.Values] : [];

    private async Task IndexAsync()
    {
        HashSet<(string, string)>? listed = [];
        await foreach (var change in _reflector.ChangesAsync(CancellationToken.None))
        {
            if (change.Object is { } service)
            {
                var (ns, name) = (service.Metadata.Namespace ?? "", service.Metadata.Name);
                listed?.Add((ns, name));
                var services = _namespaces.GetOrAdd(ns, static _ => new(StringComparer.Ordinal));
                if (change.Kind == ObjectChangeKind.Deleted)
                {
                    services.TryRemove(name, out _);
                }
                else
                {
                    services[name] = service;
                }
            }
            else if (listed is not null)
            {
                Keep(listed);
                listed = null;

                // Before any pod is told: one that starts shall start again without the server.
                Write(durable: true);
                _indexed.TrySetResult();
                continue;
            }

            Dirty();
        }
    }

    // What came from the disk and is no more.
    private void Keep(HashSet<(string, string)> listed)
    {
        foreach (var (ns, services) in _namespaces)
        {
            foreach (var name in services.Keys.Where(name => !listed.Contains((ns, name))))
            {
                services.TryRemove(name, out _);
            }
        }
    }

    private void Dirty()
    {
        lock (_lock)
        {
            if (!_isDirty)
            {
                _isDirty = true;
                _timer.Change(WriteInterval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private bool TryRead()
    {
        try
        {
            if (_path is null || !File.Exists(_path))
            {
                return false;
            }

            foreach (var service in KubernetesJson.Deserialize<KubernetesList<Service>>(File.ReadAllBytes(_path)).Items)
            {
                _namespaces.GetOrAdd(service.Metadata.Namespace ?? "", static _ => new(StringComparer.Ordinal))[service.Metadata.Name] = service;
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            LogNotRead(_logger, e.Message);
            return false;
        }
    }

    private void WriteChanges()
    {
        lock (_lock)
        {
            if (_isDirty && _indexed.Task.IsCompleted)
            {
                Write(durable: false);
            }
        }
    }

    private void Write(bool durable)
    {
        lock (_lock)
        {
            _isDirty = false;
            if (_path is null)
            {
                return;
            }

            try
            {
                var list = new KubernetesList<Service> { Items = [.. _namespaces.Values.SelectMany(services => services.Values)] };
                StateFiles.Replace(_path, KubernetesJson.SerializeToUtf8Bytes(list), durable);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(_logger, e.Message);
            }
        }
    }
}
