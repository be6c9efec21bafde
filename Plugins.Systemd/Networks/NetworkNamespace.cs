using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Reeve.Plugins.Systemd.Mounts;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>
/// A network namespace that a file keeps alive: the namespace is bound on it, as ip-netns(8) does, so that it lives without any process.
/// Thread-safe.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class NetworkNamespace(string path)
{
    private const short Up = 1; // IFF_UP

    public string Path => path;

    /// <summary>Whether the namespace is there. The file alone is what is left of a creation that failed.</summary>
    public bool Exists => File.Exists(path) && new DriveInfo(path).DriveFormat == "nsfs";

    /// <summary>Makes the namespace, with its loopback interface up. Its directory must be there.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public async Task CreateAsync()
    {
        await using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write))
        {
            // What the namespace is bound on.
        }

        await OnThreadAsync(() =>
        {
            Check(Libc.Unshare(Libc.NewNetwork), "unshare");
            Check(MountCalls.Mount("/proc/thread-self/ns/net", path, null, MountCalls.Bind, null), "mount");
            RaiseLoopback();
            return true;
        });
    }

    /// <summary>Lets go of the namespace; it ends with the last process and socket in it.</summary>
    public void Delete()
    {
        if (Exists)
        {
            Check(MountCalls.Unmount(path, MountCalls.Detach), "umount");
        }

        File.Delete(path);
    }

    /// <summary>
    /// Runs something inside, on a thread of its own: a socket that is made there stays there, and so does what is written below
    /// <c>/proc/sys/net</c>.
    /// </summary>
    /// <exception cref="IOException">The namespace cannot be entered.</exception>
    public Task<T> RunAsync<T>(Func<T> action) => OnThreadAsync(() =>
    {
        using var file = File.OpenHandle(path);
        Check(Libc.EnterNamespace(file, Libc.NewNetwork), "setns");
        return action();
    });

    private static unsafe void RaiseLoopback()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var request = default(Libc.InterfaceRequest);
        (request.Name[0], request.Name[1]) = ((byte)'l', (byte)'o');
        Check(Libc.Control(socket.SafeHandle, Libc.GetInterfaceFlags, ref request), "ioctl");
        request.Flags |= Up;
        Check(Libc.Control(socket.SafeHandle, Libc.SetInterfaceFlags, ref request), "ioctl");
    }

    // Not one of the pool's threads: this one ends in another namespace than it began, and must not be used again.
    private static Task<T> OnThreadAsync<T>(Func<T> action)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(action());
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        }) { IsBackground = true, Name = "network namespace" };
        thread.Start();
        return result.Task;
    }

    private static void Check(int result, string call)
    {
        if (result < 0)
        {
            throw new IOException($"{call}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
    }
}
