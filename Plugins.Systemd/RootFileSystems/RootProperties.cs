using Reeve.Containers;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.RootFileSystems;

/// <summary>How a unit runs in a root file system of its own: what is mounted there, which devices it may use. What /proc and /sys hide is the entry program's.</summary>
internal static class RootProperties
{
    /// <summary>Files by which a program finds out about its network; the machine's where the pod has none of its own.</summary>
    public static IReadOnlyList<string> NetworkFiles { get; } = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"];

    // Any device may be made, as container runtimes have it; to be opened it has to be one of the others.
    private static readonly (string Device, string Rights)[] Made = [("char-*", "m"), ("block-*", "m")];

    public static IEnumerable<UnitProperty> Of(ContainerLaunch launch, RootFileSystem root, RootStore all)
    {
        var context = launch.Container.SecurityContext;
        var privileged = context.Privileged == true;
        var given = launch.Mounts.Select(static mount => mount.Target).ToHashSet(StringComparer.Ordinal);
        List<(string Source, string Target, bool Optional)> writable = [("/proc", "/proc", false)];
        List<(string Source, string Target, bool Optional)> readOnly = [(all.Entry, all.Entry, false)];

        yield return UnitProperty.Of("RootDirectory", root.Path);
        yield return UnitProperty.Of("MountAPIVFS", false); // systemd would give the machine's /dev and an empty /run

        (privileged ? writable : readOnly).Add(("/sys", "/sys", false));
        if (privileged)
        {
            writable.Add(("/dev", "/dev", false));
        }
        else
        {
            if (!given.Contains("/dev/shm"))
            {
                writable.Add(("/dev/shm", "/dev/shm", false)); // the machine's, which the pod asks for
            }

            writable.Add((all.Terminals, "/dev/pts", false));
            writable.Add(("/dev/mqueue", "/dev/mqueue", true));
            yield return UnitProperty.Of("DevicePolicy", "closed");
            yield return UnitProperty.Pairs("DeviceAllow", [("/dev/tty", "rw"), ("/dev/ptmx", "rw"), ("char-pts", "rw"), .. Made]);
        }

        readOnly.AddRange(NetworkFiles.Where(file => !given.Contains(file) && File.Exists(file)).Select(static file => (file, file, false)));
        foreach (var mount in launch.Mounts)
        {
            (mount.ReadOnly || mount.RecursiveReadOnly ? readOnly : writable).Add((mount.Source, mount.Target, false));
        }

        yield return UnitProperty.BindMounts(false, writable);
        yield return UnitProperty.BindMounts(true, readOnly.DistinctBy(static mount => mount.Target)); // the entry program may be among the mounts
        if (context.ReadOnlyRootFilesystem == true)
        {
            yield return UnitProperty.Of("ProtectSystem", "strict");
        }
    }
}
