using System.Buffers;
using System.IO.Pipelines;

namespace Reeve.Ssh.Processes;

/// <summary>Reads a program's stream through a <see cref="MarkerFilter"/>, so that markers are seen even while nobody reads the rest.</summary>
internal sealed class MarkedStream
{
    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));

    public MarkedStream(Stream source, MarkerFilter filter)
    {
        Content = _pipe.Reader.AsStream();
        Ended = PumpAsync(source, filter);
    }

    /// <summary>The program's own bytes.</summary>
    public Stream Content { get; }

    /// <summary>Ends once everything was read from the source, and all markers found.</summary>
    public Task Ended { get; }

    private async Task PumpAsync(Stream source, MarkerFilter filter)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer)) > 0)
            {
                filter.Feed(buffer.AsSpan(0, read), _pipe.Writer);
                // A reader that has gone does not keep the markers from being found.
                await _pipe.Writer.FlushAsync();
            }

            filter.End(_pipe.Writer);
            await _pipe.Writer.CompleteAsync();
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe broke, or the process was disposed.
            await _pipe.Writer.CompleteAsync(failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
