using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Reeve.Containers;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Execution;

/// <summary>A terminal for the command: see pty(7) and ioctl_tty(2). Standard error comes with standard output.</summary>
internal sealed class TerminalStreams : ExecStreams
{
    private const int ReadWriteNoTerminal = 2 | 0x100; // O_RDWR | O_NOCTTY
    private const int TryAgain = 11; // EAGAIN
    private const int NonBlocking = 0x800; // O_NONBLOCK
    private const nuint Unlock = 0x40045431; // TIOCSPTLCK
    private const nuint OpenPeer = 0x5441; // TIOCGPTPEER
    private const nuint SetSize = 0x5414; // TIOCSWINSZ

    private readonly Poller _poller;
    private readonly SafeFileHandle _master;
    private readonly SafeFileHandle _slave;

    public unsafe TerminalStreams(Poller poller)
    {
        _poller = poller;
        _master = Own(Libc.Open("/dev/ptmx", ReadWriteNoTerminal | NonBlocking | Libc.CloseOnExec));
        var locked = 0;
        _ = Libc.DeviceControl(_master, Unlock, &locked);
        _slave = Own(Libc.DeviceControl(_master, OpenPeer, (void*)(ReadWriteNoTerminal | Libc.CloseOnExec)));
        Resize(new TerminalSize { Width = 80, Height = 24 });
    }

    public override (int In, int Out, int Error) ForCommand
    {
        get
        {
            var slave = (int)_slave.DangerousGetHandle();
            return (slave, slave, slave);
        }
    }

    public unsafe void Resize(TerminalSize size)
    {
        var window = stackalloc ushort[] { size.Height, size.Width, 0, 0 };
        _ = Libc.DeviceControl(_master, SetSize, window);
    }

    public override void Release() => _slave.Dispose();

    public override async Task CopyInputAsync(Stream input, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        int count;
        while ((count = await input.ReadAsync(buffer, cancellationToken)) > 0)
        {
            for (var written = 0; written < count;)
            {
                var result = Write(buffer.AsSpan(written, count - written));
                written += Math.Max(result, 0);
                if (result < 0)
                {
                    // Full: the command does not read. It is asked again at the pace of a fast typist.
                    await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
                }
            }
        }
    }

    public override async Task CopyOutputAsync(Stream? output, Stream? error, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (true)
        {
            await _poller.WhenReadableAsync(_master, cancellationToken);
            var count = Read(buffer);
            if (count < 0 && Marshal.GetLastPInvokeError() == TryAgain)
            {
                continue;
            }

            if (count <= 0)
            {
                return; // EIO: the last process that had it open has gone
            }

            await (output ?? Stream.Null).WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    public override void Dispose()
    {
        _slave.Dispose();
        _master.Dispose();
    }

    private static SafeFileHandle Own(int fd) =>
        fd >= 0 ? new SafeFileHandle(fd, ownsHandle: true) : throw Libc.Failure("A terminal cannot be opened", Marshal.GetLastPInvokeError());

    private unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            return (int)Libc.Read(_master, data, (nuint)buffer.Length);
        }
    }

    private unsafe int Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            return (int)Libc.Write(_master, data, (nuint)buffer.Length);
        }
    }
}
