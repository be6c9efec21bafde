namespace Reeve.Runtime.Nodes;

/// <summary>What the node's Ready condition depends on: each part reports its own health. Thread-safe.</summary>
public sealed class NodeReadiness
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, string> _problems = new(StringComparer.Ordinal);

    /// <summary>Called when what <see cref="Problem"/> gives has changed; must return at once.</summary>
    public event Action? Changed;

    /// <summary>Why the node is not ready, or null if it is.</summary>
    public string? Problem
    {
        get
        {
            lock (_lock)
            {
                return _problems.Count == 0 ? null : string.Join("; ", _problems.Values);
            }
        }
    }

    /// <summary>Takes a part's health.</summary>
    /// <param name="part">Names the part, e.g. <c>provider</c>.</param>
    /// <param name="problem">Why it does not work, as a phrase; null if it works.</param>
    public void Report(string part, string? problem)
    {
        lock (_lock)
        {
            var had = _problems.GetValueOrDefault(part);
            if (had == problem)
            {
                return;
            }

            if (problem is null)
            {
                _problems.Remove(part);
            }
            else
            {
                _problems[part] = problem;
            }
        }

        Changed?.Invoke();
    }
}
