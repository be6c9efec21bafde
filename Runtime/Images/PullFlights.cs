using Reeve.Containers;

namespace Reeve.Runtime.Images;

/// <summary>Pulls each image once, however many ask for it at the same time, and only so many at once. Thread-safe.</summary>
internal sealed class PullFlights(int maxParallel, TimeProvider time) : IAsyncDisposable
{
    private readonly Dictionary<string, Task<(ResolvedImage Image, TimeSpan Duration)>> _flights = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(Math.Max(1, maxParallel));
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();

    /// <summary>Pulls, or waits for the pull under way; cancelling ends the waiting alone.</summary>
    /// <returns>The image, and how long its pull itself took.</returns>
    public Task<(ResolvedImage Image, TimeSpan Duration)> PullAsync(IImageResolver resolver, ImageRequest request, CancellationToken cancellationToken)
    {
        var key = $"{resolver.Name}\n{resolver.ScopeOf(request)}\n{request.FlightKey}";
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_end.IsCancellationRequested, this);
            if (!_flights.TryGetValue(key, out var flight))
            {
                // Begun on another thread, so that nothing of it runs, and ends, under the lock.
                _flights[key] = flight = Task.Run(() => FlyAsync(key, resolver, request), CancellationToken.None);
            }

            return flight.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] flights;
        lock (_lock)
        {
            _end.Cancel();
            flights = [.. _flights.Values];
        }

        await Task.WhenAll(flights).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _slots.Dispose();
    }

    private async Task<(ResolvedImage Image, TimeSpan Duration)> FlyAsync(string key, IImageResolver resolver, ImageRequest request)
    {
        try
        {
            await _slots.WaitAsync(_end.Token);
            try
            {
                var start = time.GetTimestamp();
                var image = await resolver.PullAsync(request, _end.Token);
                return (image, time.GetElapsedTime(start));
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            lock (_lock)
            {
                _flights.Remove(key);
            }
        }
    }
}
