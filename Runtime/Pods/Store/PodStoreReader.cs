using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Store;

/// <summary>Reads what <see cref="PodStore"/> writes. What is torn or unreadable is left out and reported, never fatal.</summary>
internal sealed class PodStoreReader(string stateDirectory)
{
    public const string EventsName = "events.json";

    private readonly List<string> _problems = [];
    private readonly string _journal = Path.Combine(stateDirectory, PodJournal.FileName);

    /// <summary>What could not be read, one sentence each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads every pod, by UID.</summary>
    public IReadOnlyList<StoredPod> ReadPods() =>
        [.. ReadLines().OrderBy(pod => pod.Key, StringComparer.Ordinal).Select(pod => ReadPod(pod.Key, pod.Value)).OfType<StoredPod>()];

    /// <summary>Reads the events of pods that are gone.</summary>
    public IReadOnlyList<Event> ReadEvents()
    {
        var path = Path.Combine(stateDirectory, EventsName);
        return Try(path, () => File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), StoreJson.Events) : null)?.Events ?? [];
    }

    private Dictionary<string, Dictionary<PodJournalKind, byte[]>> ReadLines()
    {
        var pods = new Dictionary<string, Dictionary<PodJournalKind, byte[]>>(StringComparer.Ordinal);
        var number = 0;
        Try(_journal, () =>
        {
            if (!File.Exists(_journal))
            {
                return pods;
            }

            var (whole, length) = PodJournalScan.Read(_journal, (_, line) => Take(++number, line));
            if (length > whole)
            {
                _problems.Add($"{_journal} ends in the middle of a line, which is ignored: it was being written when the agent or the machine ended.");
            }

            return pods;
        });
        return pods;

        void Take(int number, ReadOnlyMemory<byte> line)
        {
            if (!PodJournalLine.TryParse(line, out var kind, out var uid, out var json))
            {
                _problems.Add($"{_journal}, line {number}, cannot be read and is ignored.");
            }
            else if (kind == PodJournalKind.Removed)
            {
                pods.Remove(uid);
            }
            else
            {
                if (!pods.TryGetValue(uid, out var lines))
                {
                    pods[uid] = lines = [];
                }

                lines[kind] = json.ToArray();
            }
        }
    }

    private StoredPod? ReadPod(string uid, Dictionary<PodJournalKind, byte[]> lines)
    {
        var intent = Read(uid, lines, PodJournalKind.Intent, StoreJson.Intent);
        var tombstone = Read(uid, lines, PodJournalKind.Tombstone, StoreJson.Tombstone);
        if (intent is null && tombstone is null && !lines.ContainsKey(PodJournalKind.Intent))
        {
            // The agent died before it had written the intent: the backend never heard of this pod.
            return null;
        }

        var status = Read(uid, lines, PodJournalKind.Status, StoreJson.Status);
        return intent is null && tombstone is null && status is null ? null : new()
        {
            Uid = uid,
            Intent = intent,
            Tombstone = tombstone,
            LastKnown = status?.Pod,
            BackendHandle = status?.BackendHandle,
            Events = status?.Events ?? [],
        };
    }

    private T? Read<T>(string uid, Dictionary<PodJournalKind, byte[]> lines, PodJournalKind kind, JsonTypeInfo<T> type)
        where T : class => lines.TryGetValue(kind, out var json)
            ? Try($"{_journal}: the {kind.ToString().ToLowerInvariant()} of pod {uid}", () => JsonSerializer.Deserialize(json, type))
            : null;

    private T? Try<T>(string what, Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            _problems.Add($"{what} cannot be read and is ignored: {e.Message}");
            return null;
        }
    }
}
