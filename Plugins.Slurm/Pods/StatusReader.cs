using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Takes records from the output of the status program.</summary>
internal sealed class StatusReader(Stream output) : IAsyncDisposable
{
    // A status has a termination message of 4 KB for each container at most.
    private const int MaxLength = 1 << 20;
    private const int MaxHeader = 128;
    private readonly PipeReader _reader = PipeReader.Create(output);

    /// <summary>Reads the next record.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null at the end.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: what came is no record.</exception>
    public async Task<StatusRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (TryTake(ref buffer, out var record))
            {
                _reader.AdvanceTo(buffer.Start);
                return record;
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    public ValueTask DisposeAsync() => _reader.CompleteAsync();

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out StatusRecord? record)
    {
        record = null;
        if (buffer.PositionOf((byte)'\n') is not { } newline)
        {
            return buffer.Length <= MaxHeader ? false : throw Garbled(buffer);
        }

        var header = buffer.Slice(0, newline);
        var words = header.Length <= MaxHeader ? Encoding.ASCII.GetString(header).Split(' ') : throw Garbled(buffer);
        if (words is not [[var kind], { Length: > 0 } token, var size] || !Utf8Parser.TryParse(Encoding.ASCII.GetBytes(size), out int length, out var used)
            || used != size.Length || length is < 0 or > MaxLength)
        {
            throw Garbled(buffer);
        }

        var content = buffer.Slice(buffer.GetPosition(1, newline));
        if (content.Length <= length)
        {
            return false;
        }

        record = new StatusRecord { Kind = KindOf(kind), Token = token, Content = content.Slice(0, length).ToArray() };
        buffer = content.Slice(length + 1);
        return true;
    }

    private static StatusKind KindOf(char letter) => letter switch
    {
        'P' => StatusKind.Identity,
        'S' => StatusKind.Status,
        'O' => StatusKind.Output,
        'G' => StatusKind.Gone,
        'D' => StatusKind.Done,
        _ => StatusKind.Unknown,
    };

    // A site's greeting, for instance.
    private static ProviderException Garbled(ReadOnlySequence<byte> buffer) => new(
        ErrorReason.Transient,
        $"The status program on the login node wrote something else than records: \"{Encoding.UTF8.GetString(buffer.Slice(0, Math.Min(80, buffer.Length)))}\"; does the remote user's shell write anything when it starts?");
}
