using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Reeve.Containers;

namespace Reeve.Plugins.Systemd.Streams;

/// <summary>A terminal: see pty(7) and ioctl_tty(2).</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const nuint Unlock = 0x40045431; // TIOCSPTLCK
    private const nuint GetNumber = 0x80045430; // TIOCGPTN
    private const nuint SetSize = 0x5414; // TIOCSWINSZ
    private const int Glance = 200; // milliseconds
    private static readonly TerminalSize Usual = new() { Width = 80, Height = 24 };

    public unsafe PseudoTerminal()
    {
        Master = StreamCalls.Open("A terminal cannot be made", "/dev/ptmx", StreamCalls.ReadWrite | StreamCalls.NoTerminal | StreamCalls.NonBlocking);
        var locked = 0;
        int number;
        if (StreamCalls.DeviceControl(Master, Unlock, &locked) < 0 || StreamCalls.DeviceControl(Master, GetNumber, &number) < 0)
        {
            throw StreamCalls.Failure("A terminal cannot be made");
        }

        Path = string.Create(CultureInfo.InvariantCulture, $"/dev/pts/{number}");
        Resize(Master, Usual);
    }

    /// <summary>The side that is not the program's; does not block.</summary>
    public SafeFileHandle Master { get; }

    /// <summary>Where a program opens its side.</summary>
    public string Path { get; }

    /// <summary>Sets the size by either side.</summary>
    public static unsafe void Resize(SafeFileHandle side, TerminalSize size)
    {
        var window = stackalloc ushort[] { size.Height, size.Width, 0, 0 };
        _ = StreamCalls.DeviceControl(side, SetSize, window); // one that has gone has no size
    }

    /// <summary>Sets the size of the terminal at a path, if it is still there.</summary>
    public static void Resize(string path, TerminalSize size)
    {
        using var side = StreamCalls.TryOpen(path, StreamCalls.ReadWrite | StreamCalls.NoTerminal | StreamCalls.NonBlocking);
        if (!side.IsInvalid)
        {
            Resize(side, size);
        }
    }

    /// <summary>Waits for something to read, on this thread.</summary>
    /// <param name="over">Set once nobody will open the other side any more.</param>
    /// <returns>How much was read; 0 once the last process that had the other side open has gone.</returns>
    public unsafe int Read(byte[] buffer, ref bool over)
    {
        while (true)
        {
            var last = Volatile.Read(ref over);
            int count;
            fixed (byte* data = buffer)
            {
                count = (int)StreamCalls.Read(Master, data, (nuint)buffer.Length);
            }

            if (count >= 0 || last || Marshal.GetLastPInvokeError() != StreamCalls.TryAgain)
            {
                return Math.Max(count, 0);
            }

            StreamCalls.WaitReadable(Master, Glance);
        }
    }

    /// <summary>Types.</summary>
    /// <returns>How much was taken; -1 if there is no room now.</returns>
    public unsafe int Write(ReadOnlySpan<byte> text)
    {
        fixed (byte* data = text)
        {
            return (int)StreamCalls.Write(Master, data, (nuint)text.Length);
        }
    }

    public void Dispose() => Master.Dispose();
}
