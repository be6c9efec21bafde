using System.Threading.Channels;

namespace Reeve.Runtime.State;

/// <summary>
/// Replaces files durably, many at once: writers that come while others wait for the disk share one fsync of the parent
/// directory, and file systems merge their own. Thread-safe.
/// </summary>
internal sealed class DurableWriter : IAsyncDisposable
{
    private const int MaxBatch = 256;
    private const int Parallelism = 16;

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

    private void Write(List<Request> batch)
    {
        var madeDirectory = 0;
        Parallel.ForEach(batch, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, request =>
        {
            try
            {
                var directory = Path.GetDirectoryName(request.Path)!;
                if (!Directory.Exists(directory))
                {
                    PrivateDirectory.Create(directory);
                    Volatile.Write(ref madeDirectory, 1);
                }

                StateFiles.Replace(request.Path, request.Content, durable: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                request.Done.TrySetException(e);
            }
        });

        try
        {
            if (madeDirectory != 0)
            {
                DirectorySync.Flush(_parent);
            }

            batch.ForEach(request => request.Done.TrySetResult());
        }
        catch (IOException e)
        {
            batch.ForEach(request => request.Done.TrySetException(e));
        }
    }

    private sealed record Request(string Path, byte[] Content)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
