using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Http;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>Sends the events of some objects, one after another, so that an event is stored before it is counted up.</summary>
internal sealed partial class EventLane
{
    private readonly Channel<RecordedEvent> _queue;
    private readonly IKubernetesApi _api;
    private readonly EventRecorderOptions _options;
    private readonly EventCorrelator _correlator;
    private readonly EventMetrics _metrics;
    private readonly TokenBucket _limit;
    private readonly EventHold _hold;
    private readonly TimeProvider _timeProvider;
    private readonly Random _random;
    private readonly ILogger _logger;

    public EventLane(
        IKubernetesApi api,
        EventRecorderOptions options,
        int capacity,
        EventMetrics metrics,
        TokenBucket limit,
        EventHold hold,
        TimeProvider timeProvider,
        Random random,
        ILogger logger)
    {
        _api = api;
        _options = options;
        _metrics = metrics;
        _limit = limit;
        _hold = hold;
        _timeProvider = timeProvider;
        _random = random;
        _logger = logger;
        _correlator = new(options, timeProvider, random);
        _queue = Channel.CreateBounded<RecordedEvent>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => metrics.Drop("queue_full"));
    }

    public void Add(RecordedEvent happened) => _queue.Writer.TryWrite(happened);

    public void Complete() => _queue.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in _queue.Reader.ReadAllAsync(cancellationToken))
            {
                await _hold.WaitAsync(happened.Time, cancellationToken);
                if (_correlator.Correlate(happened) is { } sent)
                {
                    await SendAsync(sent, cancellationToken);
                }
                else
                {
                    _metrics.Drop("held_back");
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogNotSent(_logger, _queue.Reader.Count);
        }
    }

    private async Task SendAsync(SentEvent sent, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), _random.NextDouble);
        while (true)
        {
            try
            {
                await _limit.WaitAsync(cancellationToken);
                await StoreAsync(sent, cancellationToken);
                _metrics.Sent.Add(1);
                return;
            }
            catch (KubernetesApiException e) when (e.IsTransient && backoff.Failures + 1 < _options.MaxAttempts)
            {
                var wait = backoff.Next();
                await Task.Delay(e.RetryAfter > wait ? e.RetryAfter.Value : wait, _timeProvider, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever it is, the events after it are not to be held up.
                _metrics.Drop(e is KubernetesApiException { IsTransient: true } ? "unreachable" : "refused");
                LogRefused(_logger, sent.Event!.Reason, sent.Event.InvolvedObject.Kind, sent.Event.InvolvedObject.Name, e.Message);
                return;
            }
        }
    }

    private async Task StoreAsync(SentEvent sent, CancellationToken cancellationToken)
    {
        var item = sent.Event!;
        if (sent.IsStored)
        {
            try
            {
                var change = new Event { Count = item.Count, LastTimestamp = item.LastTimestamp, Message = item.Message };
                await _api.PatchAsync(
                    ApiResources.Events, item.Metadata.Namespace, item.Metadata.Name, KubernetesPatch.Strategic(change), cancellationToken);
                return;
            }
            catch (KubernetesApiException e) when (e.IsNotFound)
            {
                // Events are kept for an hour by default: it is there anew, with its history.
                sent.IsStored = false;
            }
        }

        try
        {
            await _api.CreateAsync(ApiResources.Events, item, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsAlreadyExists)
        {
            // An earlier attempt was carried out, and its answer lost.
        }

        sent.IsStored = true;
    }
}
