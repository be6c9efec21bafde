using Microsoft.Extensions.Logging;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Images;

/// <summary>Removes images that nothing uses: those that are too old, and the longest unused ones where the disk is too full.</summary>
internal sealed partial class ImageCollector(
    ImageOptions options, IReadOnlyList<IImageStore> stores, TimeProvider time, ILogger logger, Func<string, FileSystemUsage?>? measure = null) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly Func<string, FileSystemUsage?> _measure = measure ?? (static path => OperatingSystem.IsLinux() ? FileSystems.ReadUsage(path) : null);
    private Task _loop = Task.CompletedTask;

    /// <summary>Begins to look every now and then, where there is anything to collect in.</summary>
    public void Start()
    {
        if (stores.Count > 0)
        {
            _loop = RunAsync();
        }
    }

    /// <summary>Looks once.</summary>
    /// <param name="all">Everything that nothing uses, whatever its age.</param>
    /// <param name="cancellationToken">Stops it after the present image.</param>
    /// <returns>Bytes of the images that were removed.</returns>
    public async Task<long> CollectAsync(bool all, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var freed = 0L;
            foreach (var store in stores)
            {
                freed += await CollectAsync(store, all, cancellationToken);
            }

            return freed;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop;
        _end.Dispose();
        _one.Dispose();
    }

    private async Task<long> CollectAsync(IImageStore store, bool all, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var freed = 0L;
        var unused = store.List().Where(image => !image.InUse).OrderBy(image => image.LastUsedAt).ToList();
        foreach (var image in unused)
        {
            var excess = all ? long.MaxValue : Excess(store, freed);
            var isOld = options.MaximumAge > TimeSpan.Zero && now - image.LastUsedAt > options.MaximumAge;
            if (!all && !isOld && (excess <= 0 || now - image.CreatedAt < options.MinimumAge))
            {
                continue;
            }

            if (await store.RemoveAsync(image.Id, cancellationToken))
            {
                freed += image.SizeBytes;
                LogRemoved(image.Id, string.Join(", ", image.Names), image.SizeBytes);
            }
        }

        if (!all && Excess(store, freed) is > 0 and var missing)
        {
            LogStillFull(store.Directory, missing);
        }

        return freed;
    }

    /// <summary>How much has to go until the lower threshold is met; nothing as long as the upper one was not passed.</summary>
    private long Excess(IImageStore store, long freed)
    {
        if (options.HighThresholdPercent >= 100 || _measure(store.Directory) is not { TotalBytes: > 0 } usage)
        {
            return 0;
        }

        // Once begun, down to the lower one.
        var used = usage.TotalBytes - usage.AvailableBytes;
        var threshold = freed > 0 ? options.LowThresholdPercent : options.HighThresholdPercent;
        return used * 100m / usage.TotalBytes < threshold ? 0 : used - (long)(usage.TotalBytes * (decimal)options.LowThresholdPercent / 100);
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(options.CollectionInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                try
                {
                    await CollectAsync(all: false, _end.Token);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or ProviderException)
                {
                    LogFailed(e);
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The agent ends.
        }
    }

    [LoggerMessage(2201, LogLevel.Information, "Removed the unused image {Id} ({Names}), {Bytes} bytes.")]
    private partial void LogRemoved(string id, string names, long bytes);

    [LoggerMessage(2202, LogLevel.Warning, "The disk of {Directory} is too full by {Bytes} bytes, and no image can be removed any more.")]
    private partial void LogStillFull(string directory, long bytes);

    [LoggerMessage(2203, LogLevel.Warning, "Unused images cannot be removed now; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
