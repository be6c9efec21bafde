using System.Runtime.InteropServices;
using System.Text;
using Reeve.Plugins.Systemd.Mounts;

namespace Reeve.Plugins.Systemd.RootFileSystems;

/// <summary>Mounts layers, one over the other, with a writable one on top. See overlayfs in the kernel's documentation.</summary>
internal static class OverlayMount
{
    private const int PageSize = 4096;
    private const int BusyError = 16; // EBUSY
    private const int InvalidError = 22; // EINVAL

    /// <summary>Mounts.</summary>
    /// <param name="layers">Directories, bottom first.</param>
    /// <param name="upper">Takes what is written.</param>
    /// <param name="work">An empty directory on the same file system.</param>
    /// <param name="target">Where.</param>
    /// <exception cref="IOException">It cannot be mounted.</exception>
    public static void Mount(IReadOnlyList<string> layers, string upper, string work, string target)
    {
        var handles = new List<SafeHandle>();
        try
        {
            var lower = string.Join(':', layers.Reverse().Select(Escape));
            var options = $"upperdir={Escape(upper)},workdir={Escape(work)}";
            if (Encoding.UTF8.GetByteCount(lower) + Encoding.UTF8.GetByteCount(options) + 64 > PageSize)
            {
                // The kernel takes one page of options: descriptors are shorter than paths.
                lower = string.Join(':', layers.Reverse().Select(layer => Short(layer, handles)));
            }

            // What is written need not survive a crash of the machine: nothing uses it afterwards.
            if (!TryMount($"lowerdir={lower},{options},volatile", target) && !(Calls.LastError == InvalidError && TryMount($"lowerdir={lower},{options}", target)))
            {
                throw new IOException($"The layers of the image cannot be mounted: {Marshal.GetLastPInvokeErrorMessage()}{Hint(upper)}.");
            }
        }
        finally
        {
            handles.ForEach(handle => handle.Dispose());
        }
    }

    /// <summary>Unmounts, and where something still uses it, as soon as nothing does.</summary>
    public static void Unmount(string target)
    {
        if (MountCalls.Unmount(target, 0) != 0 && Calls.LastError == BusyError)
        {
            MountCalls.Unmount(target, MountCalls.Detach);
        }
    }

    private static bool TryMount(string options, string target) => MountCalls.Mount("overlay", target, "overlay", 0, options) == 0;

    private static string Short(string layer, List<SafeHandle> handles)
    {
        var handle = Calls.Open(layer, Calls.PathOnly | Calls.CloseOnExec);
        handles.Add(handle);
        return $"/proc/self/fd/{handle.DangerousGetHandle()}";
    }

    private static string Escape(string path) =>
        path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);

    private static string Hint(string upper) => new DriveInfo(upper).DriveFormat == "overlay"
        ? $" ({upper} lies on an overlay itself, on which the kernel puts no other: use a state directory on a disk)"
        : "";
}
