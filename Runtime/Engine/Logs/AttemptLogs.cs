using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Reads logs from where they are: the driver's own store, or the files of the engine. Thread-safe.</summary>
internal sealed class AttemptLogs(IContainerLogs files, IContainerDriver driver)
{
    /// <inheritdoc cref="IPodLogs.ReadLogsAsync"/>
    public async Task ReadAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        if (driver.Capability<IContainerLogStore>() is not { } store
            || !await ReadAsync(store, files.Find(pod, container, query.Previous), query, output, cancellationToken))
        {
            await files.ReadAsync(pod, container, query, output, cancellationToken);
        }
    }

    /// <inheritdoc cref="IContainerLogs.ReadTailAsync"/>
    public async Task<string> ReadTailAsync(ContainerId container, int maxLines, int maxBytes, CancellationToken cancellationToken)
    {
        using var tail = new TailStream(maxBytes);
        return driver.Capability<IContainerLogStore>() is { } store
            && await ReadAsync(store, container, new LogQuery { TailLines = maxLines }, tail, cancellationToken)
            ? tail.Text
            : await files.ReadTailAsync(container, maxLines, maxBytes, cancellationToken);
    }

    private static async Task<bool> ReadAsync(
        IContainerLogStore store, ContainerId attempt, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var lines = new CriStream(query, output, end);
        try
        {
            return await store.ReadLogsAsync(attempt, query, lines, end.Token);
        }
        catch (OperationCanceledException) when (lines.IsFull && !cancellationToken.IsCancellationRequested)
        {
            return true; // as much as was asked for
        }
    }
}
