using System.Globalization;

namespace Reeve.Host.Pages.Feed;

/// <summary>What the status page shows, with its latest changes, so that whoever was away for a moment gets those alone. Thread-safe.</summary>
internal sealed class StatusState
{
    /// <summary>How many changes are kept.</summary>
    public const int MaxChanges = 128;

    private const long MaxBytes = 4 * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly string _instance = Guid.NewGuid().ToString("N")[..12];
    private readonly Dictionary<string, KindState> _kinds = [];
    private readonly Queue<(long Revision, byte[] Data)> _changes = new();
    private long _bytes;
    private long _revision;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>The revision that an event's id stands for; null if it is of another agent, or none.</summary>
    public long? Parse(string? id) =>
        id?.Split('.') is [var instance, var number] && instance == _instance
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) && revision <= _revision
            ? revision
            : null;

    /// <summary>Takes over what is there of some kinds.</summary>
    public void Update(IEnumerable<(string Kind, IReadOnlyList<StatusItem> Items)> kinds)
    {
        lock (_lock)
        {
            var changes = new List<KeyValuePair<string, KindChange>>();
            foreach (var (kind, items) in kinds)
            {
                var state = _kinds.TryGetValue(kind, out var known) ? known : _kinds[kind] = new KindState();
                if (state.Update(items) is { } change)
                {
                    changes.Add(new(kind, change));
                }
            }

            if (changes.Count > 0)
            {
                Keep(StatusText.Write(changes));
                _changed.TrySetResult();
                _changed = NewSignal();
            }
        }
    }

    /// <summary>What somebody has to be told.</summary>
    /// <param name="known">The revision that he knows; null for none.</param>
    /// <returns>The events, the revision after them, and what completes with the next change.</returns>
    public (IReadOnlyList<StatusEvent> Events, long Revision, Task Changed) Read(long? known)
    {
        lock (_lock)
        {
            IReadOnlyList<StatusEvent> events = known is { } revision && revision >= _revision - _changes.Count
                ? [.. _changes.Where(change => change.Revision > revision).Select(change => new StatusEvent("change", IdOf(change.Revision), change.Data))]
                : [new StatusEvent("snapshot", IdOf(_revision), StatusText.Write(_kinds.Select(static kind => new KeyValuePair<string, KindChange>(kind.Key, new(kind.Value.Total, kind.Value.Items, [])))))];
            return (events, _revision, _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string IdOf(long revision) => string.Create(CultureInfo.InvariantCulture, $"{_instance}.{revision}");

    private void Keep(byte[] change)
    {
        _changes.Enqueue((++_revision, change));
        _bytes += change.Length;
        while (_changes.Count > MaxChanges || (_bytes > MaxBytes && _changes.Count > 1))
        {
            _bytes -= _changes.Dequeue().Data.Length;
        }
    }
}
