using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>
/// Lets callers into the generation that serves now. While it is closed they wait; while there is none to come they are refused.
/// </summary>
internal sealed class Gate<T>
    where T : class, IProvider
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Generation<T>? _current;
    private string? _unavailable = "it is not open yet";
    private bool _reserved;

    public Generation<T>? Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <summary>Enters, or waits until that is possible.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: nothing is to come.</exception>
    public async ValueTask<Entry<T>> EnterAsync(EntryKind kind, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_current is { } generation && !(_reserved && kind == EntryKind.Hold))
                {
                    generation.Enter(kind);
                    return new Entry<T>(generation, kind);
                }

                if (_current is null && _unavailable is not null)
                {
                    throw new ProviderException(ErrorReason.Transient, _unavailable);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Enters only if that is possible at once.</summary>
    public Entry<T>? TryEnter()
    {
        lock (_lock)
        {
            _current?.Enter(EntryKind.Call);
            return _current is null ? null : new Entry<T>(_current, EntryKind.Call);
        }
    }

    /// <summary>Keeps new holds out, unless somebody holds.</summary>
    public bool TryReserve()
    {
        lock (_lock)
        {
            _reserved = _current is null || _current.Count(EntryKind.Hold) == 0;
            return _reserved;
        }
    }

    public void Unreserve() => Change(() => _reserved = false);

    /// <summary>Makes callers wait, and gives what served so far.</summary>
    public Generation<T>? Close()
    {
        Generation<T>? former = null;
        Change(() => (former, _current, _unavailable) = (_current, null, null));
        return former;
    }

    /// <summary>Lets callers into a generation, and gives what served so far.</summary>
    public Generation<T>? Open(Generation<T> generation)
    {
        Generation<T>? former = null;
        Change(() => (former, _current, _unavailable) = (_current, generation, null));
        return former;
    }

    /// <summary>Refuses callers with a reason.</summary>
    public void Refuse(string reason) => Change(() => (_current, _unavailable) = (null, reason));

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
