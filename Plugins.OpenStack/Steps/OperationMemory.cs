using System.Collections.Concurrent;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>
/// What this process knows of its operations so that it need not ask again: that there was nothing of a kind before the first step, that nothing is
/// left after the last one. It spares calls alone: a process that knows nothing, such as one after a crash, looks each time. Thread-safe.
/// </summary>
internal sealed class OperationMemory
{
    private const int MaxOperations = 256;

    private readonly ConcurrentDictionary<string, Entry> _operations = new(StringComparer.Ordinal);

    /// <summary>Notes what there was before anything was made.</summary>
    public void Surveyed(string operation, IEnumerable<string> kinds) => Of(operation).Kinds = [.. kinds];

    /// <summary>Notes that nothing of the cluster is left.</summary>
    public void Cleaned(string operation) => Of(operation).IsClean = true;

    /// <summary>Whether nothing of the cluster is left.</summary>
    public bool IsClean(string operation) => _operations.TryGetValue(operation, out var entry) && entry.IsClean;

    /// <summary>Whether a step's resource surely does not exist: there was none of its kind, and the step was not tried. The next time it may.</summary>
    public bool IsAbsent(string operation, string step, string kind) =>
        _operations.TryGetValue(operation, out var entry) && entry.Kinds is { } kinds && entry.Tried.TryAdd(step, true) && !kinds.Contains(kind);

    private Entry Of(string operation)
    {
        if (_operations.Count >= MaxOperations)
        {
            _operations.Clear();
        }

        return _operations.GetOrAdd(operation, static _ => new Entry());
    }

    private sealed class Entry
    {
        public volatile HashSet<string>? Kinds;
        public volatile bool IsClean;

        public ConcurrentDictionary<string, bool> Tried { get; } = new(StringComparer.Ordinal);
    }
}
