using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Process.Native;

/// <summary>Sends open descriptors to another process (SCM_RIGHTS, see unix(7)).</summary>
internal static class DescriptorMessage
{
    private const int MostDescriptors = 8;
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int Rights = 1; // SCM_RIGHTS
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL
    private static readonly int HeaderBytes = sizeof(ulong) + (2 * sizeof(int));

    /// <summary>Sends one message. Returns 0, or the error number.</summary>
    public static unsafe int Send(SafeFileHandle socket, ReadOnlySpan<byte> data, ReadOnlySpan<int> descriptors)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(descriptors.Length, MostDescriptors);
        var control = stackalloc byte[HeaderBytes + (MostDescriptors * sizeof(int))];
        var length = HeaderBytes + (descriptors.Length * sizeof(int));
        *(ulong*)control = (ulong)length;
        *(int*)(control + sizeof(ulong)) = SocketLevel;
        *(int*)(control + sizeof(ulong) + sizeof(int)) = Rights;
        descriptors.CopyTo(new Span<int>(control + HeaderBytes, MostDescriptors));
        fixed (byte* bytes = data)
        {
            var part = new Part { At = bytes, Length = (nuint)data.Length };
            var message = new Message { Parts = &part, PartCount = 1, Control = control, ControlLength = (nuint)length };
            while (Libc.SendMessage(socket, &message, NoSignal) < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error != ErrorReasons.Interrupted)
                {
                    return error;
                }
            }
        }

        return 0;
    }

    /// <summary>struct iovec.</summary>
    internal unsafe struct Part
    {
        public void* At;
        public nuint Length;
    }

    /// <summary>struct msghdr as the kernel takes it on 64-bit Linux; glibc's and musl's are the same.</summary>
    internal unsafe struct Message
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
