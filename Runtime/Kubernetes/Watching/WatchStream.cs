using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Watching;

/// <summary>Frames the lines of a watch on its bytes and parses each once.</summary>
internal static class WatchStream
{
    /// <summary>More than any object that the server stores.</summary>
    public const int MaxEventBytes = 32 * 1024 * 1024;

    private const byte NewLine = (byte)'\n';

    /// <summary>Yields the events of a stream until it ends.</summary>
    /// <exception cref="IOException">The stream broke, or ended within an event.</exception>
    /// <exception cref="JsonException">A line is no event.</exception>
    /// <exception cref="InvalidDataException">A line is too long.</exception>
    public static async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(
        Stream stream, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        // Hundreds of watches wait at the same time: a buffer is taken only when there is something to read.
        var reader = PipeReader.Create(
            stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true, useZeroByteReads: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                var buffer = result.Buffer;
                while (TryTakeLine(ref buffer, out var line))
                {
                    if (!IsBlank(line))
                    {
                        yield return WatchEventReader.Read(line, type);
                    }
                }

                if (buffer.Length > MaxEventBytes)
                {
                    throw new InvalidDataException($"An event is longer than {MaxEventBytes} bytes.");
                }

                if (result.IsCompleted)
                {
                    if (TryReadLast(buffer, type) is { } last)
                    {
                        yield return last;
                    }

                    yield break;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf(NewLine) is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    // A server, or what is between, may leave out the last line's end; a line that was cut is no event.
    private static WatchEvent<T>? TryReadLast<T>(ReadOnlySequence<byte> rest, JsonTypeInfo<T> type)
        where T : class, IKubernetesObject
    {
        if (IsBlank(rest))
        {
            return null;
        }

        try
        {
            return WatchEventReader.Read(rest, type);
        }
        catch (JsonException e)
        {
            throw new IOException("The watch ended within an event.", e);
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
