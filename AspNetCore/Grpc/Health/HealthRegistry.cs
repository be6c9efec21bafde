using System.Runtime.CompilerServices;
using ServingStatus = Reeve.AspNetCore.Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Reeve.AspNetCore.Grpc.Health;

/// <summary>Which services answer calls now. Thread-safe.</summary>
internal sealed class HealthRegistry
{
    /// <summary>The name that stands for the whole server.</summary>
    public const string Server = "";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServingStatus> _statuses = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();
    private bool _ended;

    /// <summary>Says how a service does from now on.</summary>
    public void Set(string service, ServingStatus status)
    {
        lock (_lock)
        {
            _statuses[service] = status;
            Signal();
        }
    }

    /// <summary>Says that nothing answers any more, because the server ends. All watching ends with that.</summary>
    public void Shutdown()
    {
        lock (_lock)
        {
            foreach (var service in _statuses.Keys.ToList())
            {
                _statuses[service] = ServingStatus.NotServing;
            }

            _ended = true;

            Signal();
        }
    }

    /// <summary>How a service does; null if it is not known.</summary>
    public ServingStatus? Find(string service)
    {
        lock (_lock)
        {
            return _statuses.TryGetValue(service, out var status) ? status : null;
        }
    }

    /// <summary>How a service does now, and at each change until the server ends; also one that is not known yet.</summary>
    public async IAsyncEnumerable<ServingStatus> WatchAsync(string service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServingStatus? last = null;
        while (true)
        {
            ServingStatus now;
            Task changed;
            bool ended;
            lock (_lock)
            {
                now = _statuses.TryGetValue(service, out var status) ? status : ServingStatus.ServiceUnknown;
                (changed, ended) = (_changed.Task, _ended);
            }

            if (now != last)
            {
                last = now;
                yield return now;
            }

            if (ended)
            {
                yield break;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }
}
