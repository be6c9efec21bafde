using Reeve.Containers;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>Joins the streams of a remote process with those of a caller.</summary>
internal static class RemoteStreams
{
    private const int Size = 32 * 1024;

    /// <summary>Copies until the process has ended and all that it wrote was handed on.</summary>
    /// <param name="process">The process.</param>
    /// <param name="request">The caller's streams; they stay open.</param>
    /// <param name="takesSizes">Completes when the process can be told the size of its terminal.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IRemoteProcess process, ExecRequest request, Func<CancellationToken, Task> takesSizes, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = InputAsync(process, request.StandardInput, ended.Token);
        var sizes = ResizeAsync(process, request, takesSizes, ended.Token);
        try
        {
            await Task.WhenAll(
                OutputAsync(process.StandardOutput, request.StandardOutput, cancellationToken),
                OutputAsync(process.StandardError, request.Tty ? null : request.StandardError, cancellationToken));
            return await process.WaitAsync(cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(input, sizes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Copies what comes, at once; into nothing where nobody wants it.</summary>
    public static async Task OutputAsync(Stream source, Stream? target, CancellationToken cancellationToken)
    {
        var buffer = new byte[Size];
        while (await source.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (target is not null)
            {
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                await target.FlushAsync(cancellationToken);
            }
        }
    }

    private static async Task InputAsync(IRemoteProcess process, Stream? source, CancellationToken cancellationToken)
    {
        if (source is null)
        {
            await process.StandardInput.DisposeAsync();
            return;
        }

        try
        {
            await OutputAsync(source, process.StandardInput, cancellationToken);
            await process.StandardInput.DisposeAsync();
        }
        catch (IOException)
        {
            // The process reads no more; how it ends says the rest.
        }
    }

    private static async Task ResizeAsync(
        IRemoteProcess process, ExecRequest request, Func<CancellationToken, Task> takesSizes, CancellationToken cancellationToken)
    {
        if (!request.Tty || request.Resize is not { } sizes)
        {
            return;
        }

        await takesSizes(cancellationToken);
        await foreach (var size in sizes.WithCancellation(cancellationToken))
        {
            await process.ResizeAsync(size.Width, size.Height, cancellationToken);
        }
    }
}
