using System.Threading.Channels;

namespace Reeve.Runtime.State;

/// <summary>
/// Replaces files durably, many at once: writers that come while others wait for the disk share one fsync of the parent
/// directory, and file systems merge their own. Thread-safe.
/// </summary>
internal sealed class DurableWriter : IAsyncDisposable
{
    // Small enough that the pods of one batch start while the next one is on its way to the disk.
    private const int MaxBatch = 32;

    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>(new() { SingleReader = true });
    private readonly string _parent;
    private readonly Task _loop;

    /// <summary>Creates a writer of files in directories right below one directory.</summary>
    public DurableWriter(string parent)
    {
        _parent = parent;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Replaces a file in a directory below the parent; the directory is made (mode 0700) if it is not there.</summary>
    /// <returns>Completes when the file, its directory and the directory's name are on disk.</returns>
    public Task ReplaceAsync(string path, byte[] content)
    {
        var request = new Request(path, content);
        return _requests.Writer.TryWrite(request)
            ? request.Done.Task
            : Task.FromException(new ObjectDisposedException(nameof(DurableWriter)));
    }

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var batch = new List<Request>(MaxBatch);
        while (await _requests.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _requests.Reader.TryRead(out var request))
            {
                batch.Add(request);
            }

            Write(batch);
        }
    }

    // 1 all contents, 2 all to disk, 3 all names, 4 all names to disk: a journalling file system makes of each of 2 and 4 about one
    // commit, however many files there are.
    private void Write(List<Request> batch)
    {
        var madeDirectory = false;
        foreach (var request in batch)
        {
            request.Try(() =>
            {
                madeDirectory |= PrivateDirectory.CreateMissing(Path.GetDirectoryName(request.Path)!);
                StateFiles.WriteUnfinished(request.Path, request.Content, durable: false);
            });
        }

        BlockingCrew.ForEach(batch, request => request.Try(() => StateFiles.FlushUnfinished(request.Path)));
        batch.ForEach(request => request.Try(() => StateFiles.Finish(request.Path)));
        BlockingCrew.ForEach(batch, request => request.Try(() => DirectorySync.Flush(Path.GetDirectoryName(request.Path)!)));
        if (madeDirectory)
        {
            batch[0].Try(() => DirectorySync.Flush(_parent));
            if (batch[0].Error is { } error)
            {
                batch.ForEach(request => request.Error ??= error);
            }
        }

        batch.ForEach(request => request.Complete());
    }

    private sealed record Request(string Path, byte[] Content)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Error { get; set; }

        /// <summary>Does a step, unless one before it failed.</summary>
        public void Try(Action step)
        {
            try
            {
                if (Error is null)
                {
                    step();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Error = e;
            }
        }

        public void Complete() => _ = Error is { } error ? Done.TrySetException(error) : Done.TrySetResult();
    }
}
