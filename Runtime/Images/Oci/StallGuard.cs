namespace Reeve.Runtime.Images.Oci;

/// <summary>Ends a read after which nothing came for too long.</summary>
internal sealed class StallGuard(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource _stall = new(Timeout.InfiniteTimeSpan, time);

    /// <exception cref="TimeoutException">It took too long.</exception>
    public async ValueTask<int> RunAsync(Func<CancellationToken, ValueTask<int>> read)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_stall.Token, cancellationToken);
        _stall.CancelAfter(timeout);
        try
        {
            return await read(both.Token);
        }
        catch (OperationCanceledException) when (_stall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("nothing came for too long");
        }
        finally
        {
            _stall.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _stall.Dispose();
}
