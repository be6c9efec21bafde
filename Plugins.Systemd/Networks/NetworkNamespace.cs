using System.Net.Sockets;
using Reeve.Plugins.Systemd.Mounts;
using Reeve.Plugins.Systemd.Namespaces;

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
            NamespaceCalls.Check(NamespaceCalls.Unshare(NamespaceCalls.NewNetwork), "unshare");
            NamespaceCalls.Check(MountCalls.Mount("/proc/thread-self/ns/net", path, null, MountCalls.Bind, null), "mount");
            RaiseLoopback();
            return true;
        });
    }

    /// <summary>Lets go of the namespace; it ends with the last process and socket in it.</summary>
    public void Delete()
    {
        if (Exists)
        {
            NamespaceCalls.Check(MountCalls.Unmount(path, MountCalls.Detach), "umount");
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
        NamespaceCalls.Check(NamespaceCalls.Enter(file, NamespaceCalls.NewNetwork), "setns");
        return action();
    });

    private static unsafe void RaiseLoopback()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var request = default(Libc.InterfaceRequest);
        (request.Name[0], request.Name[1]) = ((byte)'l', (byte)'o');
        NamespaceCalls.Check(Libc.Control(socket.SafeHandle, Libc.GetInterfaceFlags, ref request), "ioctl");
        request.Flags |= Up;
        NamespaceCalls.Check(Libc.Control(socket.SafeHandle, Libc.SetInterfaceFlags, ref request), "ioctl");
    }

    private static Task<T> OnThreadAsync<T>(Func<T> action) => OwnThread.RunAsync(action, "network namespace");
}
