using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Systemd.Streams;

/// <summary>The few functions of the C library that terminals and FIFOs need. Each returns -1 and sets errno on failure.</summary>
internal static partial class StreamCalls
{
    public const int WriteOnly = 1; // O_WRONLY
    public const int ReadWrite = 2; // O_RDWR
    public const int NonBlocking = 0x800; // O_NONBLOCK
    public const int NoTerminal = 0x100; // O_NOCTTY
    public const int TryAgain = 11; // EAGAIN
    public const int CloseOnExec = 0x80000; // O_CLOEXEC

    private const short Readable = 1; // POLLIN
    private const int NoSpace = 28; // ENOSPC
    private const int TooManyFiles = 24; // EMFILE

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static unsafe partial int DeviceControl(SafeFileHandle fd, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(SafeFileHandle fd, void* data, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(SafeFileHandle fd, void* data, nuint count);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    /// <summary>Opens a file.</summary>
    /// <exception cref="ProviderException">Exhausted or Transient.</exception>
    public static SafeFileHandle Open(string what, string path, int flags) => TryOpen(path, flags) is { IsInvalid: false } file ? file : throw Failure(what);

    public static SafeFileHandle TryOpen(string path, int flags) => new(OpenFile(path, flags | CloseOnExec, 0), ownsHandle: true);

    /// <summary>Waits until there is something to read, for a time.</summary>
    public static unsafe void WaitReadable(SafeFileHandle file, int milliseconds)
    {
        var entry = new PollEntry { Descriptor = (int)file.DangerousGetHandle(), Events = Readable };
        _ = Poll(&entry, 1, milliseconds);
    }

    /// <summary>What the last call says.</summary>
    public static ProviderException Failure(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new(error is NoSpace or TooManyFiles ? ErrorReason.Exhausted : ErrorReason.Transient, $"{what}: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags, uint mode);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
