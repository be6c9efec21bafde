using System.Buffers;

namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>Moves one direction of a connection of which one side is encrypted here.</summary>
internal static class StreamPump
{
    private const int BufferSize = 16 * 1024;

    public static async Task RunAsync(Stream from, Stream to, Func<Task> endOfStream, IdleClock clock, CancellationToken cancellationToken)
    {
        while (true)
        {
#pragma warning disable CA2022 // Nothing is to be read: it waits until there is something.
            await from.ReadAsync(Memory<byte>.Empty, cancellationToken);
#pragma warning restore CA2022
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            try
            {
                var read = await from.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    await endOfStream();
                    return;
                }

                clock.Touch();
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                clock.Touch();
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
