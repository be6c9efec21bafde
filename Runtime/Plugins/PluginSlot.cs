using Reeve.Runtime.Plugins.Guards;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins;

/// <summary>Everything about one plugin id: the code that serves, and the guards that it serves through.</summary>
internal sealed class PluginSlot(string id)
{
    private readonly Lock _lock = new();
    private readonly List<IGuard> _guards = [];
    private volatile LoadedPlugin? _current;

    public string Id { get; } = id;

    /// <summary>Whoever changes the code or adds a guard has it.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public LoadedPlugin? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>A change waits until holds have ended.</summary>
    public bool Postponed { get; set; }

    public IReadOnlyList<IGuard> Guards
    {
        get
        {
            lock (_lock)
            {
                return [.. _guards];
            }
        }
    }

    public void Add(IGuard guard)
    {
        lock (_lock)
        {
            _guards.Add(guard);
        }
    }

    public bool Remove(IGuard guard)
    {
        lock (_lock)
        {
            return _guards.Remove(guard);
        }
    }

    public bool Has(IGuard guard)
    {
        lock (_lock)
        {
            return _guards.Contains(guard);
        }
    }
}
