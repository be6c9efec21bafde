using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Somebody's stay inside a generation.</summary>
internal sealed class Entry<T>(Generation<T> generation, EntryKind kind) : IDisposable
    where T : class, IProvider
{
    private int _left;

    public Generation<T> Generation { get; } = generation;

    public T Target => Generation.Target;

    /// <summary>Cancelled when a replacement cannot wait any longer.</summary>
    public CancellationToken End => kind == EntryKind.Watch ? Generation.WatchesEnd : Generation.Cut;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            Generation.Leave(kind);
        }
    }
}
