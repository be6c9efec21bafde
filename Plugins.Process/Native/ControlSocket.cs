using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Process.Native;

/// <summary>
/// One end of a pair of connected sockets, by its bare descriptor: a <see cref="System.Net.Sockets.Socket"/> asks the kernel a
/// dozen questions before the first byte. For one sender and one receiver at a time.
/// </summary>
internal sealed class ControlSocket(SafeFileHandle socket, Poller poller) : IDisposable
{
    private const int Flags = 0x40 | 0x4000; // MSG_DONTWAIT | MSG_NOSIGNAL
    private const int Sending = 1; // SHUT_WR

    /// <summary>Sends everything; false if the other end is gone.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        while (message.Length > 0)
        {
            var (count, error) = Send(message.Span);
            switch (error)
            {
                case 0:
                    message = message[count..];
                    break;
                case ErrorReasons.Again:
                    await poller.WhenWritableAsync(socket, cancellationToken);
                    break;
                case ErrorReasons.Interrupted:
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Receives something; nothing once the other end is gone.</summary>
    public async Task<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (count, error) = Receive(buffer.Span);
            switch (error)
            {
                case ErrorReasons.Again:
                    await poller.WhenReadableAsync(socket, cancellationToken);
                    break;
                case ErrorReasons.Interrupted:
                    break;
                default:
                    return count;
            }
        }
    }

    /// <summary>Whether there is something to receive, or will be within this time; also if that is the end.</summary>
    public unsafe bool IsReadable(TimeSpan within)
    {
        // struct pollfd { int fd; short events, revents; }
        var entry = stackalloc int[] { (int)socket.DangerousGetHandle(), 1 /* POLLIN */ };
        return Libc.Poll(entry, 1, (int)within.TotalMilliseconds) > 0;
    }

    /// <summary>Says that nothing more will be sent.</summary>
    public void EndSending() => _ = Libc.Shutdown(socket, Sending);

    public void Dispose() => socket.Dispose();

    private unsafe (int Count, int Error) Send(ReadOnlySpan<byte> message)
    {
        fixed (byte* data = message)
        {
            return Result(Libc.Send(socket, data, (nuint)message.Length, Flags));
        }
    }

    private unsafe (int Count, int Error) Receive(Span<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            return Result(Libc.Receive(socket, data, (nuint)buffer.Length, Flags));
        }
    }

    private static (int Count, int Error) Result(nint count) => count >= 0 ? ((int)count, 0) : (0, Marshal.GetLastPInvokeError());
}
