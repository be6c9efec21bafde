namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>
/// Holds events back while more and more of them happen: whatever makes them, a burst of pods for instance, needs the processors and the server more
/// than those who read of it later. Thread-safe.
/// </summary>
/// <param name="lull">How long nothing may have happened before events are sent; zero for no hold.</param>
/// <param name="longest">How long an event is held at most.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class EventHold(TimeSpan lull, TimeSpan longest, TimeProvider timeProvider) : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private long _last = timeProvider.GetTimestamp();

    /// <summary>Something has happened.</summary>
    public void Happened() => Volatile.Write(ref _last, timeProvider.GetTimestamp());

    /// <summary>Returns when an event may be sent.</summary>
    /// <param name="since">When it happened.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task WaitAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        while (!_end.IsCancellationRequested && Rest(since) is { Ticks: > 0 } rest)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
            await Task.Delay(rest, timeProvider, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Nothing is held any more.</summary>
    public void End() => _end.Cancel();

    public void Dispose() => _end.Dispose();

    // In whole milliseconds, upwards: timers drop the rest.
    private TimeSpan Rest(DateTimeOffset since)
    {
        var rest = lull - timeProvider.GetElapsedTime(Volatile.Read(ref _last));
        var atMost = longest - (timeProvider.GetUtcNow() - since);
        return TimeSpan.FromMilliseconds(Math.Ceiling((rest < atMost ? rest : atMost).TotalMilliseconds));
    }
}
