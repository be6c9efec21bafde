using System.Buffers;
using System.Net.Sockets;

namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>
/// Moves one direction of a connection to its end, then passes the end on (half-close). Begins by copying; a direction that has moved a good deal is
/// worth a pipe of its own, through which the kernel moves the rest. Idle directions hold no memory.
/// </summary>
internal static class SocketPump
{
    private const int BufferSize = 32 * 1024;
    private const int WorthAPipe = 256 * 1024;

    public static async Task RunAsync(Socket from, Socket to, bool splice, IdleClock clock, CancellationToken cancellationToken)
    {
        if (await CopyAsync(from, to, splice ? WorthAPipe : long.MaxValue, clock, cancellationToken))
        {
            using var pipe = KernelPipe.TryCreate();
            if (pipe is null)
            {
                await CopyAsync(from, to, long.MaxValue, clock, cancellationToken);
            }
            else
            {
                await SpliceAsync(from, to, pipe, clock, cancellationToken);
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }

    /// <returns>Whether there may be more.</returns>
    private static async Task<bool> CopyAsync(Socket from, Socket to, long most, IdleClock clock, CancellationToken cancellationToken)
    {
        for (long moved = 0; moved < most;)
        {
            await from.ReceiveAsync(Memory<byte>.Empty, cancellationToken); // until there is something to read
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            try
            {
                var read = await from.ReceiveAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    return false;
                }

                clock.Touch();
                await SendAsync(to, buffer.AsMemory(0, read), cancellationToken);
                clock.Touch();
                moved += read;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        return true;
    }

    // Both sockets do not block: each was used asynchronously while copying.
    private static async Task SpliceAsync(Socket from, Socket to, KernelPipe pipe, IdleClock clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var inside = pipe.Fill(from.SafeHandle);
            if (inside == 0)
            {
                return;
            }

            if (inside < 0)
            {
                await from.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
                continue;
            }

            clock.Touch();
            while (inside > 0)
            {
                var sent = pipe.Empty(to.SafeHandle, inside);
                inside -= sent >= 0 ? sent : await CopyOutAsync(pipe, to, inside, cancellationToken);
                clock.Touch();
            }
        }
    }

    // The receiver is slow. Sending from memory waits for it; a splice cannot be waited for.
    private static async Task<int> CopyOutAsync(KernelPipe pipe, Socket to, int inside, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(inside, BufferSize));
        try
        {
            var read = pipe.Read(buffer.AsSpan(0, Math.Min(inside, buffer.Length)));
            await SendAsync(to, buffer.AsMemory(0, read), cancellationToken);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask SendAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes, cancellationToken)..];
        }
    }
}
