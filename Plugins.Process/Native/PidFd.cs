using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Process.Native;

/// <summary>Descriptors of processes (pidfd_open(2), Linux 5.3): a signal can never hit another process that got the same number.</summary>
internal static class PidFd
{
    private const int OpenNumber = 434;
    private const int SendSignalNumber = 424;
    private const int SignalInformationBytes = 128;
    private const int QueuedCode = -1; // SI_QUEUE

    /// <summary>A descriptor, or null if there is no such process.</summary>
    public static SafeFileHandle? Open(int pid)
    {
        var fd = Libc.SystemCall(OpenNumber, pid, 0, 0, 0);
        if (fd >= 0)
        {
            return new SafeFileHandle(fd, ownsHandle: true);
        }

        var error = Marshal.GetLastPInvokeError();
        return error == ErrorReasons.NoProcess ? null : throw Libc.Failure($"Process {pid} cannot be watched", error);
    }

    /// <summary>Sends a signal. Returns false if the process has ended.</summary>
    public static bool Signal(SafeFileHandle process, int signal) => Send(process, signal, 0);

    /// <summary>Sends a signal with a value, as sigqueue(3) does. Returns false if the process has ended.</summary>
    public static unsafe bool Queue(SafeFileHandle process, int signal, int value)
    {
        var information = stackalloc byte[SignalInformationBytes];
        new Span<byte>(information, SignalInformationBytes).Clear();
        *(int*)information = signal;
        *(int*)(information + 8) = QueuedCode;
        *(int*)(information + 16) = Environment.ProcessId;
        *(uint*)(information + 20) = Libc.EffectiveUser();
        *(int*)(information + 24) = value;
        return Send(process, signal, (nint)information);
    }

    /// <summary>Waits for the end of a child of ours and takes it.</summary>
    public static unsafe void Reap(SafeFileHandle process)
    {
        var information = stackalloc byte[SignalInformationBytes];
        _ = Libc.WaitId(Libc.WaitByPidFd, (int)process.DangerousGetHandle(), information, Libc.WaitExited);
    }

    private static bool Send(SafeFileHandle process, int signal, nint information)
    {
        var added = false;
        try
        {
            process.DangerousAddRef(ref added);
            if (Libc.SystemCall(SendSignalNumber, process.DangerousGetHandle(), signal, information, 0) >= 0)
            {
                return true;
            }
        }
        finally
        {
            if (added)
            {
                process.DangerousRelease();
            }
        }

        var error = Marshal.GetLastPInvokeError();
        return error == ErrorReasons.NoProcess
            ? false
            : throw Libc.Failure("A signal cannot be sent", error);
    }
}
