using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Supervisor;

/// <summary>Starts supervisors with posix_spawn(3), each in a session of its own.</summary>
internal sealed class SupervisorSpawner : IDisposable
{
    private const short NewSession = 0x80; // POSIX_SPAWN_SETSID of glibc and musl
    private const int OpaqueBytes = 512; // more than posix_spawnattr_t and posix_spawn_file_actions_t take anywhere
    private const int UnixDomain = 1;
    private const int Control = 3;

    private readonly SupervisorImage _image = SupervisorImage.Load();

    /// <param name="token">Shown by ps; says nothing about the user.</param>
    /// <param name="streams">Standard input, output and error for the command of an exec; null for a container.</param>
    public unsafe SupervisorProcess Spawn(string token, (int In, int Out, int Error)? streams = null)
    {
        var pair = stackalloc int[2];
        if (Libc.SocketPair(UnixDomain, Libc.SocketStreamCloseOnExec, 0, pair) < 0)
        {
            throw Libc.Failure("A supervisor cannot be started", Marshal.GetLastPInvokeError());
        }

        var control = new Socket(new SafeSocketHandle(pair[0], ownsHandle: true));
        try
        {
            var pid = Spawn(token, pair[1], streams ?? (pair[1], pair[1], pair[1]));
            var process = PidFd.Open(pid)
                ?? throw new ProviderException(ErrorReason.Transient, "A supervisor ended before it could be watched.");
            return new SupervisorProcess(pid, process, control);
        }
        catch (ProviderException)
        {
            control.Dispose();
            throw;
        }
        finally
        {
            _ = Libc.Close(pair[1]);
        }
    }

    public void Dispose() => _image.Dispose();

    private unsafe int Spawn(string token, int socket, (int In, int Out, int Error) streams)
    {
        var actions = stackalloc byte[OpaqueBytes];
        var attributes = stackalloc byte[OpaqueBytes];
        Span<byte> argument = stackalloc byte[Encoding.UTF8.GetMaxByteCount(token.Length) + 1];
        argument[Encoding.UTF8.GetBytes(token, argument)] = 0;
        fixed (byte* path = _image.Path, name = "reeve-supervisor"u8, shown = argument)
        {
            var arguments = stackalloc byte*[] { name, shown, null };
            var environment = stackalloc byte*[] { null };
            _ = Libc.SpawnActionsInitialize(actions);
            _ = Libc.SpawnAttributesInitialize(attributes);
            try
            {
                _ = Libc.SpawnAttributesSetFlags(attributes, NewSession);
                _ = Libc.SpawnActionsDuplicate(actions, streams.In, 0);
                _ = Libc.SpawnActionsDuplicate(actions, streams.Out, 1);
                _ = Libc.SpawnActionsDuplicate(actions, streams.Error, 2);
                _ = Libc.SpawnActionsDuplicate(actions, socket, Control);
                int pid;
                var error = Libc.Spawn(&pid, path, actions, attributes, arguments, environment);
                return error == 0 ? pid : throw Libc.Failure("A supervisor cannot be started", error);
            }
            finally
            {
                _ = Libc.SpawnActionsDestroy(actions);
                _ = Libc.SpawnAttributesDestroy(attributes);
            }
        }
    }
}
