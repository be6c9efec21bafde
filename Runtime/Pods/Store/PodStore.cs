using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Pods.Store;

/// <summary>
/// Writes what must survive the agent into one journal (see <see cref="PodJournal"/>): those who come while others wait for the disk go
/// there together, with one write and one fsync. Thread-safe.
/// </summary>
internal sealed partial class PodStore : IPodStore
{
    // Small enough that the pods of one batch start while the next one is on its way to the disk.
    private const int MaxBatch = 64;

    private readonly Channel<PodJournalRecord> _requests = Channel.CreateUnbounded<PodJournalRecord>(new() { SingleReader = true });
    private readonly string _events;
    private readonly PodJournal _journal;
    private readonly ILogger _logger;
    private readonly Task _loop;

    public PodStore(StateDirectory state, ILogger? logger = null)
    {
        _logger = logger ?? NullLogger.Instance;
        _events = Path.Combine(state.FullPath, PodStoreReader.EventsName);
        _journal = new PodJournal(state.FullPath);
        _loop = Task.Run(RunAsync);
    }

    public Task WriteIntentAsync(PodIntent intent) => AppendAsync(PodJournalKind.Intent, Checked(intent.Uid), durable: true, uid =>
        PodJournalLine.Of(PodJournalKind.Intent, uid, intent, StoreJson.Intent));

    public Task WriteTombstoneAsync(string uid, PodTombstone tombstone) => AppendAsync(PodJournalKind.Tombstone, Checked(uid), durable: true, name =>
        PodJournalLine.Of(PodJournalKind.Tombstone, name, tombstone, StoreJson.Tombstone));

    public Task WriteStatusAsync(Pod pod, string? backendHandle, IReadOnlyList<Event> events) =>
        AppendAsync(PodJournalKind.Status, Checked(pod.Metadata.Uid!), durable: false, uid => PodJournalLine.Of(
            PodJournalKind.Status, uid, new PodStatusDocument { BackendHandle = backendHandle, Pod = pod, Events = events }, StoreJson.Status));

    public void WriteEvents(IReadOnlyList<Event> events)
    {
        var document = new EventLogDocument { Events = events };
        StateFiles.Replace(_events, JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Events), durable: false);
    }

    // Its tombstone is on disk: should the machine lose this line, the deletion goes on after its restart.
    public Task DeleteAsync(string uid) => AppendAsync(PodJournalKind.Removed, Checked(uid), durable: false, PodJournalLine.Removal);

    public Task SweepAsync(IEnumerable<string> known) =>
        Task.WhenAll(_journal.WithoutIntent().Except(known, StringComparer.Ordinal).Select(DeleteAsync));

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _loop;
        _journal.Dispose();
    }

    // A UID is usually a UUID; one that is not must not become a line of its own.
    private static string Checked(string uid) => PodJournalLine.IsUid(uid)
        ? uid
        : throw new ProviderException(ErrorReason.Invalid, $"The UID \"{uid}\" has characters other than letters, digits, - and .");

    private Task AppendAsync(PodJournalKind kind, string uid, bool durable, Func<string, ReadOnlyMemory<byte>> line)
    {
        var record = new PodJournalRecord(kind, uid, line(uid), durable);
        return _requests.Writer.TryWrite(record) ? record.Done : Task.FromException(new ObjectDisposedException(nameof(PodStore)));
    }

    private async Task RunAsync()
    {
        var batch = new List<PodJournalRecord>(MaxBatch);
        while (await _requests.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _requests.Reader.TryRead(out var record))
            {
                batch.Add(record);
            }

            Write(batch);
        }
    }

    private void Write(List<PodJournalRecord> batch)
    {
        Exception? error = null;
        try
        {
            _journal.Append(batch);
        }
        catch (Exception e)
        {
            // Whoever waits for it is told, and decides.
            error = e;
        }

        batch.ForEach(record => record.Complete(error));
        try
        {
            _journal.Tidy();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotTidied(_logger, e.Message);
        }
    }
}
