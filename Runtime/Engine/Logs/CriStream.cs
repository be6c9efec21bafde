using System.Buffers;
using Reeve.Streams;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Takes lines of the CRI format in pieces of any length, and gives the output that a query asks for. Ends the reading at its limit.</summary>
internal sealed class CriStream(LogQuery query, Stream output, CancellationTokenSource end) : WriteStream
{
    private readonly LogWriter _writer = new(query, output);
    private readonly ArrayBufferWriter<byte> _rest = new();

    /// <summary>The limit is reached: the reading was ended because of it.</summary>
    public bool IsFull => _writer.IsFull;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _rest.Write(buffer.Span);
        var kept = _rest.WrittenSpan[_writer.Append(_rest.WrittenSpan)..].ToArray();
        _rest.ResetWrittenCount();
        _rest.Write(kept);
        return ValueTask.CompletedTask;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _writer.FlushAsync(cancellationToken);
        if (_writer.IsFull)
        {
            await end.CancelAsync();
        }
    }
}
