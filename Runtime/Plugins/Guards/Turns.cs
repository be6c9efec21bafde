using System.Diagnostics.CodeAnalysis;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Lets one after another in.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle was never asked for holds nothing to release.")]
internal sealed class Turns
{
    private readonly SemaphoreSlim _semaphore = new(1);

    /// <summary>Waits for the turn.</summary>
    /// <returns>Dispose it to end the turn.</returns>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync(cancellationToken);
        return new Turn(_semaphore);
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
