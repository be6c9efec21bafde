using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Supervisor;

/// <summary>A launcher that runs: a child of the agent in a session of its own, and the socket that it takes requests from.</summary>
internal sealed class LauncherProcess : IDisposable
{
    private const short NewSession = 0x80; // POSIX_SPAWN_SETSID of glibc and musl
    private const int OpaqueBytes = 512; // more than posix_spawnattr_t and posix_spawn_file_actions_t take anywhere
    private const int Control = 3;
    private const string Problem = "The launcher of supervisors cannot be started";

    private readonly SafeFileHandle _process;
    private readonly SafeFileHandle _requests;

    private LauncherProcess(SafeFileHandle process, SafeFileHandle requests) => (_process, _requests) = (process, requests);

    /// <param name="image">The program.</param>
    /// <param name="capabilities">What it limits itself to, with all that it makes; null to let each spec say it.</param>
    /// <exception cref="ProviderException">It cannot be started.</exception>
    public static unsafe LauncherProcess Start(SupervisorImage image, ulong? capabilities)
    {
        var pair = stackalloc int[2];
        if (Libc.SocketPair(Libc.UnixDomain, Libc.SocketPacketsCloseOnExec, 0, pair) < 0)
        {
            throw Libc.Failure(Problem, Marshal.GetLastPInvokeError());
        }

        var requests = new SafeFileHandle(pair[0], ownsHandle: true);
        using var theirs = new SafeFileHandle(pair[1], ownsHandle: true);
        try
        {
            var process = PidFd.Open(Spawn(image, pair[1], capabilities)) ?? throw new ProviderException(ErrorReason.Transient, $"{Problem}: it ended at once.");
            return new(process, requests);
        }
        catch
        {
            requests.Dispose();
            throw;
        }
    }

    /// <summary>Asks for a supervisor; false if the launcher has gone.</summary>
    /// <exception cref="ProviderException">The request cannot be made.</exception>
    public bool TryRequest(string token, ReadOnlySpan<int> descriptors)
    {
        var error = DescriptorMessage.Send(_requests, Encoding.UTF8.GetBytes(token), descriptors);
        return error switch
        {
            0 => true,
            ErrorReasons.BrokenPipe or ErrorReasons.ConnectionReset => false,
            _ => throw Libc.Failure("A supervisor cannot be started", error),
        };
    }

    /// <summary>As <see cref="TryRequest"/>, of a launcher that has just been started.</summary>
    public void Request(string token, ReadOnlySpan<int> descriptors)
    {
        if (!TryRequest(token, descriptors))
        {
            throw new ProviderException(ErrorReason.Transient, $"{Problem}: it was killed.");
        }
    }

    /// <summary>Ends it and waits for that: it holds nothing and does nothing that takes time.</summary>
    public void Dispose()
    {
        _requests.Dispose();
        PidFd.Reap(_process);
        _process.Dispose();
    }

    private static unsafe int Spawn(SupervisorImage image, int socket, ulong? capabilities)
    {
        var actions = stackalloc byte[OpaqueBytes];
        var attributes = stackalloc byte[OpaqueBytes];
        // Together as long as a supervisor's name and token, which take their place in what ps shows.
        var text = capabilities is { } set ? string.Create(CultureInfo.InvariantCulture, $"with rights {set:x16}") : "starts the agent's processes";
        fixed (byte* path = image.Path, purpose = Encoding.ASCII.GetBytes(text + "\0"), name = "reeve-launcher"u8)
        {
            var arguments = stackalloc byte*[] { name, purpose, null };
            var environment = stackalloc byte*[] { null };
            _ = Libc.SpawnActionsInitialize(actions);
            _ = Libc.SpawnAttributesInitialize(attributes);
            try
            {
                _ = Libc.SpawnAttributesSetFlags(attributes, NewSession);
                for (var fd = 0; fd <= Control; fd++)
                {
                    _ = Libc.SpawnActionsDuplicate(actions, socket, fd);
                }

                int pid;
                var error = Libc.Spawn(&pid, path, actions, attributes, arguments, environment);
                return error == 0 ? pid : throw Libc.Failure(Problem, error);
            }
            finally
            {
                _ = Libc.SpawnActionsDestroy(actions);
                _ = Libc.SpawnAttributesDestroy(attributes);
            }
        }
    }
}
