namespace Reeve.Host.Pages.Feed;

/// <summary>What is known of things of one kind. Not thread-safe.</summary>
internal sealed class KindState
{
    /// <summary>How many of a kind are shown. More cannot be read by anybody, and would make each change long.</summary>
    public const int MaxItems = 1000;

    private Dictionary<string, byte[]> _items = [];
    private bool _isKnown;

    /// <summary>How many there are, shown or not.</summary>
    public int Total { get; private set; }

    /// <summary>Those that are shown.</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>> Items => _items;

    /// <summary>Takes over what is there now.</summary>
    /// <returns>What has changed; null if nothing has.</returns>
    public KindChange? Update(IReadOnlyList<StatusItem> items)
    {
        var next = new Dictionary<string, byte[]>();
        var changed = new List<KeyValuePair<string, byte[]>>();
        foreach (var (key, json) in items.Take(MaxItems))
        {
            if (_items.TryGetValue(key, out var before) && before.AsSpan().SequenceEqual(json))
            {
                next[key] = before;
            }
            else
            {
                next[key] = json;
                changed.Add(new(key, json));
            }
        }

        List<string> removed = [.. _items.Keys.Where(key => !next.ContainsKey(key))];
        // That there are none of a kind is something to tell as well.
        var isSame = _isKnown && changed.Count == 0 && removed.Count == 0 && Total == items.Count;
        (_items, Total, _isKnown) = (next, items.Count, true);
        return isSame ? null : new KindChange(items.Count, changed, removed);
    }
}
