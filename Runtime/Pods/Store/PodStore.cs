using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Pods.Store;

/// <summary>
/// Writes what must survive the agent, one directory per pod. The caller writes for one pod one thing after another, for
/// different pods at the same time.
/// </summary>
internal sealed class PodStore : IPodStore
{
    private readonly string _stateDirectory;
    private readonly string _root;
    private readonly DurableWriter _durable;

    public PodStore(StateDirectory state)
    {
        _stateDirectory = state.FullPath;
        _root = state.CreateDirectory(PodStoreReader.PodsName);
        DirectorySync.Flush(_stateDirectory);
        _durable = new DurableWriter(_root);
    }

    public Task WriteIntentAsync(PodIntent intent) =>
        _durable.ReplaceAsync(
            FileOf(intent.Uid, PodStoreReader.IntentName),
            JsonSerializer.SerializeToUtf8Bytes(intent, StoreJson.Intent));

    public Task WriteTombstoneAsync(string uid, PodTombstone tombstone) =>
        _durable.ReplaceAsync(
            FileOf(uid, PodStoreReader.TombstoneName),
            JsonSerializer.SerializeToUtf8Bytes(tombstone, StoreJson.Tombstone));

    public void WriteStatus(Pod pod, string? backendHandle, IReadOnlyList<Event> events)
    {
        var document = new PodStatusDocument { BackendHandle = backendHandle, Pod = pod, Events = events };
        var path = FileOf(pod.Metadata.Uid!, PodStoreReader.StatusName);
        PrivateDirectory.CreateMissing(Path.GetDirectoryName(path)!);
        StateFiles.Replace(path, JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Status), durable: false);
    }

    public void WriteEvents(IReadOnlyList<Event> events)
    {
        var document = new EventLogDocument { Events = events };
        StateFiles.Replace(
            Path.Combine(_stateDirectory, PodStoreReader.EventsName),
            JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Events),
            durable: false);
    }

    public void Delete(string uid)
    {
        if (!Directory.Exists(Path.Combine(_root, DirectoryName(uid))))
        {
            return;
        }

        // The tombstone goes last: while it is there, an interrupted deletion goes on after a restart.
        File.Delete(FileOf(uid, PodStoreReader.IntentName));
        File.Delete(FileOf(uid, PodStoreReader.StatusName));
        StateFiles.DeleteDirectory(Path.Combine(_root, DirectoryName(uid)));
    }

    public void Sweep(IEnumerable<string> known)
    {
        var keep = known.Select(DirectoryName).ToHashSet(StringComparer.Ordinal);
        foreach (var directory in Directory.EnumerateDirectories(_root))
        {
            if (!keep.Contains(Path.GetFileName(directory)) && !File.Exists(Path.Combine(directory, PodStoreReader.IntentName)))
            {
                StateFiles.DeleteDirectory(directory);
            }
        }
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private string FileOf(string uid, string name) => Path.Combine(_root, DirectoryName(uid), name);

    // A UID is usually a UUID; one that is not must not become a path.
    private static string DirectoryName(string uid) =>
        uid.Length > 0 && uid[0] != '.' && uid.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? uid
            : throw new ProviderException(ErrorReason.Invalid, $"The UID \"{uid}\" has characters other than letters, digits, - and .");
}
