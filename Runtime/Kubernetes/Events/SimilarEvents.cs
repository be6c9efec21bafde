namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>Events that differ by their message alone. Not thread-safe.</summary>
internal sealed class SimilarEvents(int limit, TimeSpan interval)
{
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);
    private DateTimeOffset _last;

    /// <summary>Adds a message and says whether there are too many.</summary>
    public bool Add(string message, DateTimeOffset time)
    {
        if (time - _last > interval)
        {
            _messages.Clear();
        }

        _last = time;
        if (_messages.Contains(message))
        {
            return false;
        }

        // Those that were sent on their own go on so; the others are one.
        return _messages.Count >= limit || !_messages.Add(message);
    }
}
