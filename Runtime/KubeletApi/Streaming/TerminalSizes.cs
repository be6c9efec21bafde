using System.Runtime.CompilerServices;
using System.Text.Json;
using Reeve.Containers;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>Reads sizes of a terminal: JSON objects one after another, however they are split.</summary>
internal static class TerminalSizes
{
    private const int MaxLength = 4096;

    /// <summary>The sizes until the client sends no more, or something else. Sizes that no terminal has are skipped.</summary>
    public static async IAsyncEnumerable<TerminalSize> ReadAsync(
        Stream input, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var buffer = new byte[MaxLength];
        var held = 0;
        while (held < buffer.Length && await ReadMoreAsync(input, buffer.AsMemory(held), cancellationToken) is var count and > 0)
        {
            held += count;
            while (TryTake(buffer.AsSpan(0, held), out var length, out var size))
            {
                buffer.AsSpan(length, held - length).CopyTo(buffer);
                held -= length;
                if (size is { Width: > 0, Height: > 0 })
                {
                    yield return new TerminalSize { Width = size.Width, Height = size.Height };
                }
            }
        }
    }

    private static async ValueTask<int> ReadMoreAsync(Stream input, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await input.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            return 0; // the connection has ended, which others report
        }
    }

    private static bool TryTake(ReadOnlySpan<byte> text, out int length, out ResizeMessage? size)
    {
        (length, size) = (0, null);
        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: false, state: default);
            if (!reader.Read() || !reader.TrySkip())
            {
                return false;
            }

            length = (int)reader.BytesConsumed;
            size = JsonSerializer.Deserialize(text[..length], KubeletJsonContext.Default.ResizeMessage);
            return true;
        }
        catch (JsonException)
        {
            // What is no object with two numbers is dropped; after what is no JSON nothing can be found again.
            length = length == 0 ? text.Length : length;
            return true;
        }
    }
}
