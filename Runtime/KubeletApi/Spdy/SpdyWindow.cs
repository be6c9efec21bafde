namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>
/// How much may be sent, of one stream or of all. The clients that Kubernetes uses never open a window again, and would wait for
/// ever if the initial one held: it holds only for peers that were seen to control the flow. Thread-safe.
/// </summary>
internal sealed class SpdyWindow(long initial)
{
    private readonly Lock _lock = new();
    private long _available = initial;
    private bool _enforced;
    private bool _closed;
    private TaskCompletionSource? _opened;

    /// <summary>Takes room for up to <paramref name="wanted"/> bytes, as soon as there is any.</summary>
    /// <exception cref="IOException">Nothing can be sent any more.</exception>
    public async ValueTask<int> TakeAsync(int wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                if (_closed)
                {
                    throw new IOException("The stream has ended.");
                }

                var granted = _enforced ? (int)Math.Min(wanted, _available) : wanted;
                if (granted > 0)
                {
                    _available -= granted;
                    return granted;
                }

                opened = (_opened ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await opened.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives back what was taken and not used.</summary>
    public void Return(int count) => Add(count);

    /// <summary>Opens or, by a negative number, closes the window.</summary>
    /// <returns>False if it would be wider than the protocol allows.</returns>
    public bool Add(long delta)
    {
        lock (_lock)
        {
            _available += delta;
            Wake();
            return _available <= int.MaxValue;
        }
    }

    public void Enforce()
    {
        lock (_lock)
        {
            _enforced = true;
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Wake();
        }
    }

    private void Wake()
    {
        _opened?.TrySetResult();
        _opened = null;
    }
}
