using System.Globalization;
using System.Runtime.InteropServices;
using Reeve.Containers;
using Reeve.Plugins.Systemd.Mounts;

namespace Reeve.Plugins.Systemd.RootFileSystems;

/// <summary>
/// Makes root file systems out of the layers of images: an overlay for each attempt, mounted on the machine where systemd finds it, and gone with the
/// attempt.
/// </summary>
/// <param name="data">Takes what containers write: on a disk, a directory for each attempt.</param>
/// <param name="entry">The directory of the entry program, which containers find at the same place.</param>
/// <param name="runtime">In memory: mounts, and what all containers share.</param>
internal sealed class RootStore(string data, string entry, string runtime)
{
    private const int MaxAccounts = 4 * 1024 * 1024;

    // As every container runtime gives them.
    private static readonly (string Name, uint Minor, uint Major)[] Devices =
        [("null", 3, 1), ("zero", 5, 1), ("full", 7, 1), ("random", 8, 1), ("urandom", 9, 1), ("tty", 0, 5)];

    private static readonly (string Name, string Target)[] Links =
        [("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1"), ("stderr", "/proc/self/fd/2"), ("ptmx", "pts/ptmx"), ("core", "/proc/kcore")];

    private readonly Lock _preparing = new();
    private volatile bool _ready;

    /// <summary>The directory of the entry program.</summary>
    public string Entry => entry;

    /// <summary>Terminals that all containers of this node have in place of the machine's.</summary>
    public string Terminals => Path.Combine(runtime, "pts");

    /// <summary>Whether the kernel and the manager can do with images of layers what has to be done.</summary>
    /// <returns>Null, or why not.</returns>
    public static string? Hindrance()
    {
        // A mount of this process has to be one of systemd's too. Where that cannot be looked at, nothing speaks against it.
        var (own, first) = (Namespace("self"), Namespace("1"));
        return own is not null && first is not null && own != first ? "the agent has mounts of its own, which systemd does not see" : null;

        static string? Namespace(string process)
        {
            try
            {
                return File.ResolveLinkTarget($"/proc/{process}/ns/mnt", returnFinalTarget: false)?.Name;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether an attempt has one.</summary>
    public bool Has(string token) => Directory.Exists(MountOf(token));

    /// <summary>Makes the root file system of an attempt.</summary>
    /// <param name="launch">The attempt, with all its mounts.</param>
    /// <param name="user">Who it runs as.</param>
    /// <exception cref="MountPlanException">The container cannot run with it.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    public RootFileSystem Make(ContainerLaunch launch, uint user)
    {
        Prepare();
        var token = launch.Id.Token;
        Delete(token);
        var (upper, work, root) = (Path.Combine(data, token, "upper"), Path.Combine(data, token, "work"), MountOf(token));
        Directory.CreateDirectory(upper, (UnixFileMode)0x1ED); // the container's root directory is everybody's
        Directory.CreateDirectory(work);
        Directory.CreateDirectory(root);
        OverlayMount.Mount(launch.Image.Layers, upper, work, root);
        try
        {
            using var tree = new RootTree(root);
            Furnish(tree, launch);
            return new RootFileSystem { Path = root, Home = HomeOf(tree, user) };
        }
        catch
        {
            Delete(token);
            throw;
        }
    }

    /// <summary>Unmounts and deletes the root file system of an attempt that runs no more, or never had one.</summary>
    public void Delete(string token)
    {
        var root = MountOf(token);
        if (Directory.Exists(root))
        {
            OverlayMount.Unmount(root);
            Directory.Delete(root); // which fails as long as it is mounted, and so deletes nothing of an image
        }

        var directory = Path.Combine(data, token);
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Deletes what former agents, and a former life of the machine, left of attempts that are no more.</summary>
    public void DeleteAllBut(IReadOnlySet<string> tokens)
    {
        foreach (var place in new[] { Path.Combine(runtime, "roots"), data }.Where(Directory.Exists))
        {
            foreach (var token in Directory.EnumerateDirectories(place).Select(path => Path.GetFileName(path)).Where(token => !tokens.Contains(token)).ToList())
            {
                Delete(token);
            }
        }
    }

    /// <summary>What an attempt has written to its root file system.</summary>
    public string WrittenBy(string token) => Path.Combine(data, token, "upper");

    private string MountOf(string token) => Path.Combine(runtime, "roots", token);

    private void Prepare()
    {
        if (_ready)
        {
            return;
        }

        using var one = _preparing.EnterScope();
        Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.Combine(runtime, "roots"));
        Directory.CreateDirectory(Terminals);
        if (!File.Exists(Path.Combine(Terminals, "ptmx"))
            && MountCalls.Mount("devpts", Terminals, "devpts", MountCalls.NoSetId | MountCalls.NoExec, "newinstance,ptmxmode=0666,mode=0620,gid=5") != 0)
        {
            throw new IOException($"The terminals of containers cannot be mounted: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        _ready = true;
    }

    /// <summary>Everything that is mounted on, or that programs expect, made where the image lacks it.</summary>
    private void Furnish(RootTree tree, ContainerLaunch launch)
    {
        foreach (var directory in (string[])["proc", "sys", "dev", "dev/pts", "dev/shm", "dev/mqueue"])
        {
            tree.EnsurePlace(directory, isDirectory: true, "/" + directory);
        }

        if (launch.Container.SecurityContext.Privileged != true)
        {
            foreach (var (name, minor, major) in Devices)
            {
                tree.MakeDevice("dev", name, major, minor);
            }

            foreach (var (name, target) in Links)
            {
                tree.MakeLink("dev", name, target);
            }
        }

        foreach (var file in RootProperties.NetworkFiles)
        {
            tree.EnsurePlace(file, isDirectory: false, file);
        }

        if (!launch.Mounts.Any(mount => IsAtOrBelow(entry, mount.Target)))
        {
            tree.EnsurePlace(entry, isDirectory: true, "the entry program");
        }

        foreach (var mount in launch.Mounts.Where(mount => Around(launch.Mounts, mount) is null && !IsInPrivilegedDevices(launch, mount)))
        {
            tree.EnsurePlace(mount.Target, mount.IsDirectory, mount.Volume.Length > 0 ? $"volume \"{mount.Volume}\" at {mount.Target}" : mount.Target);
        }

        if (launch.Mounts.All(mount => !IsAtOrBelow(WorkingDirectory(launch), mount.Target)))
        {
            tree.EnsurePlace(WorkingDirectory(launch), isDirectory: true, "the working directory");
        }
    }

    /// <summary>The mount that another one lies in, if there is one.</summary>
    private static ContainerMount? Around(IReadOnlyList<ContainerMount> mounts, ContainerMount inner) =>
        mounts.LastOrDefault(outer => outer != inner && outer.IsDirectory && inner.Target != outer.Target && IsAtOrBelow(inner.Target, outer.Target));

    private static bool IsInPrivilegedDevices(ContainerLaunch launch, ContainerMount mount) =>
        launch.Container.SecurityContext.Privileged == true && IsAtOrBelow(mount.Target, "/dev");

    private static bool IsAtOrBelow(string path, string directory) =>
        path == directory || path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string WorkingDirectory(ContainerLaunch launch) => Path.GetFullPath(launch.WorkingDirectory ?? launch.Image.WorkingDirectory ?? "/", "/");

    private static string HomeOf(RootTree tree, uint user)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        var entry = (tree.ReadText("etc/passwd", MaxAccounts) ?? "").Split('\n').Select(static line => line.Trim().Split(':'))
            .FirstOrDefault(fields => fields.Length > 5 && fields[2] == number);
        return entry is [_, _, _, _, _, { Length: > 0 } home, ..] ? home : "/";
    }
}
