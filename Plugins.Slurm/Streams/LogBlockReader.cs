using System.Globalization;
using System.Text;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>Takes blocks from the output of the log program.</summary>
/// <param name="input">The output, buffered.</param>
internal sealed class LogBlockReader(BufferedStream input)
{
    public const int BufferSize = 1 << 16;

    private const int MaxHeader = 64;

    // Standard output and error at their most, and an index of as many lines as one look takes in.
    private const int MaxLength = LogScript.MaxBlock + (1 << 18);

    /// <summary>Reads the next block.</summary>
    /// <returns>Null where the output ends without saying so.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: what came is no block.</exception>
    public async Task<LogBlock?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await LineAsync(cancellationToken) is not { } header)
        {
            return null;
        }

        var words = header.Split(' ');
        switch (words)
        {
            case ["C"]:
                return new LogBlock { Kind = LogBlockKind.CaughtUp };
            case ["E"]:
                return new LogBlock { Kind = LogBlockKind.End };
            case ["B", var index, var outputs, var errors]:
                return new LogBlock
                {
                    Kind = LogBlockKind.Data,
                    Index = await BytesAsync(index, header, cancellationToken),
                    Output = await BytesAsync(outputs, header, cancellationToken),
                    Error = await BytesAsync(errors, header, cancellationToken),
                };
            default:
                throw Garbled(header);
        }
    }

    private static ProviderException Garbled(string what) =>
        new(ErrorReason.Transient, $"The log program on the login node wrote something else than blocks: \"{what}\".");

    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        var line = new byte[MaxHeader];
        for (var length = 0; length < line.Length; length++)
        {
            if (await input.ReadAsync(line.AsMemory(length, 1), cancellationToken) == 0)
            {
                return length == 0 ? null : throw Garbled(Encoding.UTF8.GetString(line, 0, length));
            }

            if (line[length] == '\n')
            {
                return Encoding.UTF8.GetString(line, 0, length);
            }
        }

        throw Garbled(Encoding.UTF8.GetString(line));
    }

    private async Task<ReadOnlyMemory<byte>> BytesAsync(string size, string header, CancellationToken cancellationToken)
    {
        if (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > MaxLength)
        {
            throw Garbled(header);
        }

        var bytes = new byte[length];
        try
        {
            await input.ReadExactlyAsync(bytes, cancellationToken);
        }
        catch (EndOfStreamException e)
        {
            throw new ProviderException(ErrorReason.Transient, "The log ended in the middle of a block: the connection broke, or the file was cut.", e);
        }

        return bytes;
    }
}
