using System.Buffers;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>
/// Holds what came for a reader, up to a limit at which the giver waits. One giver, one reader, and anybody may end it. Thread-safe.
/// </summary>
internal sealed class InboundBuffer(int limit)
{
    private const int MinimumChunk = 4096;
    private readonly Lock _lock = new();
    private readonly Queue<Chunk> _chunks = new();
    private Chunk? _tail;
    private TaskCompletionSource? _changed;
    private TaskCompletionSource? _drained;
    private Exception? _failure;
    private int _count;
    private bool _ended;

    /// <summary>Bytes held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Takes data; what comes after the end is dropped.</summary>
    /// <returns>Completes when there is room for more.</returns>
    public ValueTask AddAsync(ReadOnlyMemory<byte> data)
    {
        lock (_lock)
        {
            if (_ended || data.IsEmpty)
            {
                return ValueTask.CompletedTask;
            }

            Append(data.Span);
            _changed?.TrySetResult();
            _changed = null;
            if (_count <= limit)
            {
                return ValueTask.CompletedTask;
            }

            _drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_drained.Task);
        }
    }

    /// <summary>Reads what is there, or waits for it.</summary>
    /// <returns>0 at the end.</returns>
    /// <exception cref="IOException">It ended by a failure.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_count > 0 || target.IsEmpty)
                {
                    return Take(target.Span);
                }

                if (_ended)
                {
                    return _failure is null ? 0 : throw new IOException(_failure.Message, _failure);
                }

                changed = (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Nothing more comes; what is held can still be read, unless <paramref name="failure"/> says why not. The first end counts.</summary>
    public void End(Exception? failure = null)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                (_ended, _failure) = (true, failure);
                if (failure is not null)
                {
                    Drop();
                }
            }

            Release();
        }
    }

    /// <summary>Nobody reads any more.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _ended = true;
            Drop();
            Release();
        }
    }

    private void Release()
    {
        _changed?.TrySetResult();
        _changed = null;
        _drained?.TrySetResult();
        _drained = null;
    }

    private void Drop()
    {
        foreach (var chunk in _chunks)
        {
            ArrayPool<byte>.Shared.Return(chunk.Bytes);
        }

        _chunks.Clear();
        (_tail, _count) = (null, 0);
    }

    private void Append(ReadOnlySpan<byte> data)
    {
        _count += data.Length;
        if (_tail is { } tail)
        {
            var part = Math.Min(data.Length, tail.Bytes.Length - tail.End);
            data[..part].CopyTo(tail.Bytes.AsSpan(tail.End));
            tail.End += part;
            data = data[part..];
        }

        if (!data.IsEmpty)
        {
            _tail = new Chunk(ArrayPool<byte>.Shared.Rent(Math.Max(data.Length, MinimumChunk))) { End = data.Length };
            data.CopyTo(_tail.Bytes);
            _chunks.Enqueue(_tail);
        }
    }

    private int Take(Span<byte> target)
    {
        var taken = 0;
        while (taken < target.Length && _chunks.TryPeek(out var chunk))
        {
            var part = Math.Min(target.Length - taken, chunk.End - chunk.Start);
            chunk.Bytes.AsSpan(chunk.Start, part).CopyTo(target[taken..]);
            chunk.Start += part;
            taken += part;
            if (chunk.Start == chunk.End)
            {
                _chunks.Dequeue();
                _tail = ReferenceEquals(_tail, chunk) ? null : _tail;
                ArrayPool<byte>.Shared.Return(chunk.Bytes);
            }
        }

        _count -= taken;
        if (_count <= limit / 2)
        {
            _drained?.TrySetResult();
            _drained = null;
        }

        return taken;
    }

    private sealed class Chunk(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public int Start { get; set; }

        public int End { get; set; }
    }
}
