using System.Buffers;

namespace Reeve.Ssh.Processes;

/// <summary>Runs a program to its end and keeps what it writes.</summary>
internal static class OutputCollector
{
    /// <summary>Gives it its input, reads both streams side by side, waits.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Exhausted"/>: it wrote too much.</exception>
    public static async Task<RemoteResult> RunAsync(IRemoteProcess process, RemoteCommand command, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = WriteAsync(process.StandardInput, command.StandardInput, stop.Token);
        try
        {
            var result = await EndAsync(process, command.MaxOutput, stop.Token);
            await input;
            return result;
        }
        finally
        {
            await EndedAsync(stop, input);
        }
    }

    /// <summary>Reads both streams side by side, waits.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Exhausted"/>: it wrote too much.</exception>
    public static async Task<RemoteResult> EndAsync(IRemoteProcess process, int most, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = ReadAsync(process.StandardOutput, most, stop.Token);
        var error = ReadAsync(process.StandardError, most, stop.Token);
        try
        {
            // The first that fails ends the other: a pipe that nobody reads any more would block the program.
            await foreach (var done in Task.WhenEach(output, error))
            {
                await done;
            }

            return new RemoteResult { ExitCode = await process.WaitAsync(cancellationToken), Output = await output, Error = await error };
        }
        finally
        {
            await EndedAsync(stop, output, error);
        }
    }

    // Whoever disposes the process next finds none of its streams in use.
    private static async Task EndedAsync(CancellationTokenSource stop, params IReadOnlyList<Task> uses)
    {
        await stop.CancelAsync();
        await Task.WhenAll(uses).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(content, cancellationToken);
        await stream.DisposeAsync();
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var content = new ArrayBufferWriter<byte>();
        int read;
        while ((read = await stream.ReadAsync(content.GetMemory(4096), cancellationToken)) > 0)
        {
            content.Advance(read);
            if (content.WrittenCount > most)
            {
                throw new ProviderException(ErrorReason.Exhausted, $"A remote command wrote more than {most} bytes.");
            }
        }

        return content.WrittenMemory;
    }
}
