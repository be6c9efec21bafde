using System.Threading.Channels;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>
/// Brings together calls that come within a few milliseconds, or while the former ones are under way, so that they share a round trip.
/// Thread-safe.
/// </summary>
/// <typeparam name="TItem">What a call is about.</typeparam>
internal sealed class Batcher<TItem> : IAsyncDisposable
    where TItem : class
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<ProviderException?>>> _run;
    private readonly TimeSpan _gather;
    private readonly int _max;
    private readonly TimeProvider _time;
    private readonly Task _worker;

    /// <summary>Starts the worker.</summary>
    /// <param name="run">Does the work for several items; answers what failed, in order. An exception fails them all.</param>
    /// <param name="gather">How long the first item waits for others.</param>
    /// <param name="max">How many items go together.</param>
    /// <param name="time">The clock.</param>
    public Batcher(
        Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<ProviderException?>>> run, TimeSpan gather, int max, TimeProvider time)
    {
        (_run, _gather, _max, _time) = (run, gather, max, time);
        _worker = WorkAsync();
    }

    /// <summary>Does the work for one item, together with others.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Stops waiting, not the work.</param>
    public Task RunAsync(TItem item, CancellationToken cancellationToken)
    {
        var call = new Call(item);
        if (!_calls.Writer.TryWrite(call))
        {
            throw Closed();
        }

        return call.Answer.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _calls.Writer.TryComplete();
        await _closing.CancelAsync();
        await _worker;
        _closing.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (await _calls.Reader.WaitToReadAsync(_closing.Token))
            {
                await Task.Delay(_gather, _time, _closing.Token);
                var batch = new List<Call>();
                while (batch.Count < _max && _calls.Reader.TryRead(out var call))
                {
                    batch.Add(call);
                }

                await RunAsync(batch);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Whoever still waits is answered below.
        }

        while (_calls.Reader.TryRead(out var left))
        {
            left.Answer.TrySetException(Closed());
        }
    }

    private async Task RunAsync(List<Call> batch)
    {
        try
        {
            var failures = await _run([.. batch.Select(call => call.Item)], _closing.Token);
            for (var i = 0; i < batch.Count; i++)
            {
                if (failures[i] is { } failure)
                {
                    batch[i].Answer.TrySetException(failure);
                }
                else
                {
                    batch[i].Answer.TrySetResult();
                }
            }
        }
        catch (Exception e)
        {
            // Handed to each caller, who decides by its reason; one exception object is not shared between threads that rethrow it.
            foreach (var call in batch)
            {
                call.Answer.TrySetException(e switch
                {
                    ProviderException known => new ProviderException(known.Reason, known.Message, known) { Field = known.Field, RetryAfter = known.RetryAfter },
                    OperationCanceledException => Closed(),
                    _ => e,
                });
            }
        }
    }

    private static ProviderException Closed() => new(ErrorReason.Transient, "The provider was closed.");

    private sealed class Call(TItem item)
    {
        public TItem Item { get; } = item;

        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
