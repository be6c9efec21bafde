using System.Buffers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Takes lines of the CRI format in pieces of any length, and gives the output that a query asks for. Ends the reading at its limit.</summary>
internal sealed class CriStream(LogQuery query, Stream output, CancellationTokenSource end) : Stream
{
    private readonly LogWriter _writer = new(query, output);
    private readonly ArrayBufferWriter<byte> _rest = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The limit is reached: the reading was ended because of it.</summary>
    public bool IsFull => _writer.IsFull;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _rest.Write(buffer);
        var kept = _rest.WrittenSpan[_writer.Append(_rest.WrittenSpan)..].ToArray();
        _rest.ResetWrittenCount();
        _rest.Write(kept);
    }

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await WriteAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
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

    public override void Flush() => FlushAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
