namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary>Keeps the beginning of what is written to it. Two streams of a command may write at the same time.</summary>
internal sealed class BoundedOutput(int limit) : MemoryStream
{
    private readonly Lock _lock = new();

    public override void Write(ReadOnlySpan<byte> buffer) => Append(buffer.ToArray());

    public override void Write(byte[] buffer, int offset, int count) => Append(buffer.AsSpan(offset, count).ToArray());

    public override void WriteByte(byte value) => Append([value]);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Append(buffer.AsSpan(offset, count).ToArray());
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Append(buffer.ToArray());
        return ValueTask.CompletedTask;
    }

    private void Append(byte[] data)
    {
        lock (_lock)
        {
            base.Write(data, 0, (int)Math.Min(data.Length, limit - Length));
        }
    }
}
