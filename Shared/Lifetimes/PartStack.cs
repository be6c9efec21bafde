namespace Reeve.Lifetimes;

/// <summary>Parts of something, disposed in reverse order. Not thread-safe.</summary>
/// <remarks>Compiled into each assembly that needs it.</remarks>
internal sealed class PartStack : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = [];

    /// <summary>Takes a part.</summary>
    public T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    /// <summary>Takes a part that is released at once.</summary>
    public T OwnDisposable<T>(T part)
        where T : IDisposable
    {
        _parts.Push(new Disposer(part));
        return part;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private sealed class Disposer(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
