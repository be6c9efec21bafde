using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>A reflector: what a <see cref="ReflectorLoop{T}"/> sees, for those who ask.</summary>
internal sealed class Reflector<T> : IReflector<T>, IReflectorState
    where T : class, IKubernetesObject, new()
{
    private readonly ObjectStore<T> _store = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SyncSignal _signal = new();
    private readonly ReflectorMetrics _metrics;
    private readonly Action<IReflectorState> _ended;
    private readonly ReflectorLoop<T> _loop;
    private readonly Task _running;

    public Reflector(
        IKubernetesApi api,
        KubernetesResource<T> resource,
        ReflectorOptions options,
        ReflectorMetrics metrics,
        TimeProvider timeProvider,
        Random random,
        ILogger logger,
        Action<IReflectorState> ended)
    {
        _metrics = metrics;
        _ended = ended;
        Resource = resource.ToString();
        _loop = new(api, resource, options, _store, _signal, metrics, timeProvider, random, logger);
        metrics.Add(this);
        _running = Task.Run(() => _loop.RunAsync(_stop.Token));
    }

    public Task Synced => _signal.Synced;

    public KubernetesApiException? LastError => _loop.LastError;

    public DateTimeOffset? LastHeard => _loop.LastHeard;

    public string Resource { get; }

    public int Objects => _store.Count;

    public int Waiting => _store.Waiting;

    public void Relist() => _loop.Relist();

    public T? Find(string? ns, string name) => _store.Find(ns, name);

    public IReadOnlyCollection<T> Snapshot() => _store.Snapshot();

    public Task WaitUntilSyncedAsync(CancellationToken cancellationToken) => _signal.WaitAsync(cancellationToken);

    public async IAsyncEnumerable<ObjectChange<T>> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = _store.Open();
        try
        {
            await foreach (var change in stream.ReadAsync(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            _store.Close(stream);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _ended(this);
        _metrics.Remove(this);
        _store.Complete();
        _signal.Stop();
    }
}
