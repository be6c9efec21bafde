namespace Reeve.Runtime.Pods.Store;

/// <summary>Where in the journal the lines are that count.</summary>
internal sealed class PodJournalIndex
{
    private readonly Dictionary<string, Lines> _pods = new(StringComparer.Ordinal);

    /// <summary>Bytes of the lines that count.</summary>
    public long Live { get; private set; }

    /// <summary>The pods.</summary>
    public IEnumerable<string> Uids => _pods.Keys;

    public bool HasIntent(string uid) => _pods.TryGetValue(uid, out var lines) && lines.Intent.Length > 0;

    /// <summary>A line was appended.</summary>
    public void Add(PodJournalKind kind, string uid, PodJournalPlace place)
    {
        var lines = _pods.GetValueOrDefault(uid);
        Live -= lines.Length;
        if (kind == PodJournalKind.Removed)
        {
            _pods.Remove(uid);
            return;
        }

        lines = kind switch
        {
            PodJournalKind.Intent => lines with { Intent = place },
            PodJournalKind.Status => lines with { Status = place },
            _ => lines with { Tombstone = place },
        };
        _pods[uid] = lines;
        Live += lines.Length;
    }

    /// <summary>Every line that counts, in an order in which they can be written anew.</summary>
    public IEnumerable<(PodJournalKind Kind, string Uid, PodJournalPlace Place)> All() => _pods.SelectMany(pod => new[]
    {
        (PodJournalKind.Intent, pod.Key, pod.Value.Intent),
        (PodJournalKind.Status, pod.Key, pod.Value.Status),
        (PodJournalKind.Tombstone, pod.Key, pod.Value.Tombstone),
    }).Where(line => line.Item3.Length > 0);

    private readonly record struct Lines(PodJournalPlace Intent, PodJournalPlace Status, PodJournalPlace Tombstone)
    {
        public int Length => Intent.Length + Status.Length + Tombstone.Length;
    }
}
