using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Http;

namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>Records events in the API, from queues of its own. Thread-safe. Disposing it sends what waits, for a short while.</summary>
public sealed class EventRecorder : IEventRecorder, IAsyncDisposable
{
    private const int Lanes = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly EventRecorderOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly EventMetrics _metrics;
    private readonly EventHold _hold;
    private readonly EventLane[] _lanes;
    private readonly Task _running;

    /// <summary>Creates a recorder and starts sending.</summary>
    /// <param name="api">The API.</param>
    /// <param name="options">Who reports, and how many.</param>
    /// <param name="timeProvider">The clock; null for the machine's.</param>
    /// <param name="logger">The log; null for none.</param>
    /// <param name="meterFactory">Makes meters; null for one of its own.</param>
    /// <param name="random">Spreads waits; null for the shared one. Must be thread-safe.</param>
    public EventRecorder(
        IKubernetesApi api,
        EventRecorderOptions options,
        TimeProvider? timeProvider = null,
        ILogger<EventRecorder>? logger = null,
        IMeterFactory? meterFactory = null,
        Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _metrics = new(meterFactory);
        var limit = new TokenBucket(options.RequestsPerSecond, options.Burst, _timeProvider);
        _hold = new EventHold(options.Lull, options.LongestHold, _timeProvider);
        var capacity = Math.Max(1, options.Capacity / Lanes);
        _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new EventLane(
            api, options, capacity, _metrics, limit, _hold, _timeProvider, random ?? Random.Shared, logger ?? NullLogger<EventRecorder>.Instance))];
        _running = Task.WhenAll(_lanes.Select(lane => Task.Run(() => lane.RunAsync(_stop.Token))));
    }

    /// <inheritdoc/>
    public void Record(
        ObjectReference about, string type, string reason, string message, IReadOnlyDictionary<string, string>? annotations = null)
    {
        ArgumentNullException.ThrowIfNull(about);
        _hold.Happened();
        var happened = new RecordedEvent(about, type, reason, message, annotations, _timeProvider.GetUtcNow());
        _lanes[(uint)string.GetHashCode(happened.ObjectKey, StringComparison.Ordinal) % Lanes].Add(happened);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _hold.End();
        foreach (var lane in _lanes)
        {
            lane.Complete();
        }

        using (var deadline = new CancellationTokenSource(_options.FlushTimeout, _timeProvider))
        await using (deadline.Token.Register(_stop.Cancel))
        {
            await _running;
        }

        _hold.Dispose();
        _stop.Dispose();
        _metrics.Dispose();
    }
}
