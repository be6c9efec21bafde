using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Store;

/// <summary>Reads what <see cref="PodStore"/> writes. What is torn or unreadable is left out and reported, never fatal.</summary>
internal sealed class PodStoreReader(string stateDirectory)
{
    public const string PodsName = "pods";
    public const string IntentName = "intent.json";
    public const string TombstoneName = "tombstone.json";
    public const string StatusName = "status.json";
    public const string EventsName = "events.json";

    private readonly List<string> _problems = [];

    /// <summary>What could not be read, one sentence each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads every pod, by UID.</summary>
    public IReadOnlyList<StoredPod> ReadPods()
    {
        var root = Path.Combine(stateDirectory, PodsName);
        return !Directory.Exists(root)
            ? []
            : [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal).Select(ReadPod).OfType<StoredPod>()];
    }

    /// <summary>Reads the events of pods that are gone.</summary>
    public IReadOnlyList<Event> ReadEvents() =>
        Read(Path.Combine(stateDirectory, EventsName), StoreJson.Events)?.Events ?? [];

    private StoredPod? ReadPod(string directory)
    {
        var intent = Read(Path.Combine(directory, IntentName), StoreJson.Intent);
        var tombstone = Read(Path.Combine(directory, TombstoneName), StoreJson.Tombstone);
        var hasIntent = File.Exists(Path.Combine(directory, IntentName));
        if (intent is null && tombstone is null && !hasIntent)
        {
            // The agent died before it had written the intent: the backend never heard of this pod.
            return null;
        }

        var status = Read(Path.Combine(directory, StatusName), StoreJson.Status);
        if (intent is null && tombstone is null && status is null)
        {
            return null;
        }

        return new()
        {
            Uid = Path.GetFileName(directory),
            Intent = intent,
            Tombstone = tombstone,
            LastKnown = status?.Pod,
            BackendHandle = status?.BackendHandle,
            Events = status?.Events ?? [],
        };
    }

    private T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            _problems.Add($"{path} cannot be read and is ignored: {e.Message}");
            return null;
        }
    }
}
