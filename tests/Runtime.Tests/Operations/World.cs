using System.Collections.Concurrent;

namespace Reeve.Runtime.Tests.Operations;

/// <summary>
/// What operations change in tests: names with values. Each change, and each write to a journal, is a moment at which the process may die;
/// afterwards nothing changes any more until it lives again.
/// </summary>
internal sealed class World
{
    public const int Never = int.MaxValue;

    private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.Ordinal);
    private int _moments;
    private int _dieAt = Never;

    public bool IsDead => _moments > _dieAt;

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Lets the process die at the moment of this number, counted from now.</summary>
    public void DieAt(int moment) => (_moments, _dieAt) = (0, moment);

    /// <summary>A moment passes.</summary>
    /// <exception cref="IOException">The process is dead.</exception>
    public void Pass()
    {
        if (Interlocked.Increment(ref _moments) > _dieAt)
        {
            throw new IOException("The process has died.");
        }
    }

    public void Set(string name, string? value)
    {
        Pass();
        if (value is null)
        {
            _values.TryRemove(name, out _);
        }
        else
        {
            _values[name] = value;
        }
    }

    /// <summary>All there is, comparable.</summary>
    public string Describe() => string.Join(" ", _values.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"));
}
