using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Reeve.Machine;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Supervisor;

/// <summary>
/// Makes supervisors. They are forked by a small process of their own (<c>launcher.h</c>), because a fork of the agent would pay
/// for each of its open files. A launcher that was killed is replaced at the next start; the supervisors that it made go on.
/// </summary>
/// <remarks>Thread-safe. Disposing ends the launcher and no supervisor.</remarks>
internal sealed class SupervisorLauncher : IDisposable
{
    // Nearly all containers have these: one launcher drops the others once, instead of each container with a call for each.
    private static readonly ulong Usual = CapabilitySet.BoundingSet(null);

    private readonly Poller _poller;
    private readonly SupervisorImage _image = SupervisorImage.Load();
    private readonly LauncherSlot _usual;
    private readonly LauncherSlot _any;

    public SupervisorLauncher(Poller poller)
    {
        _poller = poller;
        _usual = new LauncherSlot(_image, Usual);
        _any = new LauncherSlot(_image, capabilities: null);
    }

    /// <summary>Makes one and returns at once; what it answers says whether it came to be.</summary>
    /// <param name="token">Shown by ps; says nothing about the user.</param>
    /// <param name="capabilities">The bounding set that its spec will name; null for none.</param>
    /// <param name="streams">Standard input, output and error for the command of an exec; null for a container.</param>
    /// <exception cref="ProviderException">It cannot be made.</exception>
    public unsafe SupervisorProcess Launch(string token, ulong? capabilities = null, (int In, int Out, int Error)? streams = null)
    {
        var pair = stackalloc int[2];
        if (Libc.SocketPair(Libc.UnixDomain, Libc.SocketStreamCloseOnExec, 0, pair) < 0)
        {
            throw Libc.Failure("A supervisor cannot be started", Marshal.GetLastPInvokeError());
        }

        var control = new ControlSocket(new SafeFileHandle(pair[0], ownsHandle: true), _poller);
        using var theirs = new SafeFileHandle(pair[1], ownsHandle: true);
        ReadOnlySpan<int> descriptors = streams is var (input, output, error) ? [pair[1], input, output, error] : [pair[1]];
        try
        {
            (capabilities == Usual ? _usual : _any).Request(token, descriptors);
            return new SupervisorProcess(control);
        }
        catch
        {
            control.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _usual.Dispose();
        _any.Dispose();
        _image.Dispose();
    }
}
