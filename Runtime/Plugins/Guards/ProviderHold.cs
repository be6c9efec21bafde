namespace Reeve.Runtime.Plugins.Guards;

/// <summary>What <see cref="IProviderHold.HoldAsync"/> gives.</summary>
internal sealed class ProviderHold(IDisposable entry, Action ended) : IDisposable
{
    private int _ended;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            entry.Dispose();
            ended();
        }
    }
}
