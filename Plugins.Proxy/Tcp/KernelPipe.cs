using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>A pipe through which the kernel moves bytes from socket to socket without copying them to this process: splice(2).</summary>
internal sealed partial class KernelPipe : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const uint Move = 1;
    private const uint SpliceNonBlocking = 2;
    private const int Again = 11;
    private const int MostAtOnce = 1 << 20;
    private const int SetPipeSize = 1031;
    private const int LargeSize = 256 * 1024;

    // A user without privileges may have 64 MiB of pipes (pipe(7)); beyond it all new ones, also of other programs, are tiny.
    private const int MostLarge = 64;

    private static int _largeOnes;

    private readonly SafeFileHandle _read;
    private readonly SafeFileHandle _write;

    private readonly bool _isLarge;
    private int _disposed;

    private KernelPipe(int read, int write)
    {
        (_read, _write) = (new SafeFileHandle(read, ownsHandle: true), new SafeFileHandle(write, ownsHandle: true));

        // The more it takes in at once, the fewer times both sides have to be waited for.
        _isLarge = Interlocked.Increment(ref _largeOnes) <= MostLarge && Control(_write, SetPipeSize, LargeSize) >= 0;
        if (!_isLarge)
        {
            Interlocked.Decrement(ref _largeOnes);
        }
    }

    /// <summary>Makes one; null where there is none to be had.</summary>
    public static KernelPipe? TryCreate()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<int> ends = stackalloc int[2];
        return Pipe2(ref MemoryMarshal.GetReference(ends), CloseOnExec | NonBlocking) == 0 ? new KernelPipe(ends[0], ends[1]) : null;
    }

    /// <summary>Takes bytes in from a socket.</summary>
    /// <returns>How many; 0 at the end of the stream; -1 if there is nothing to be had now.</returns>
    /// <exception cref="IOException">The connection is broken.</exception>
    public int Fill(SafeHandle socket) => Answer(Splice(socket, IntPtr.Zero, _write, IntPtr.Zero, MostAtOnce, Move | SpliceNonBlocking));

    /// <summary>Gives bytes out to a socket.</summary>
    /// <returns>How many; -1 if the socket takes nothing now.</returns>
    /// <exception cref="IOException">The connection is broken.</exception>
    public int Empty(SafeHandle socket, int count) => Answer(Splice(_read, IntPtr.Zero, socket, IntPtr.Zero, count, Move | SpliceNonBlocking));

    /// <summary>Takes bytes out into memory.</summary>
    public int Read(Span<byte> buffer) => Answer(ReadFile(_read, ref MemoryMarshal.GetReference(buffer), buffer.Length));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0 && _isLarge)
        {
            Interlocked.Decrement(ref _largeOnes);
        }

        _read.Dispose();
        _write.Dispose();
    }

    private static int Answer(nint result)
    {
        if (result >= 0)
        {
            return (int)result;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == Again ? -1 : throw new IOException($"splice: {new Win32Exception(error).Message}");
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe2(ref int ends, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeHandle file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "splice", SetLastError = true)]
    private static partial nint Splice(SafeHandle input, IntPtr inputOffset, SafeHandle output, IntPtr outputOffset, nint length, uint flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(SafeFileHandle file, ref byte buffer, nint count);
}
