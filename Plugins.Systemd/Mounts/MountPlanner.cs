using Reeve.Containers;

namespace Reeve.Plugins.Systemd.Mounts;

/// <summary>Finds out where mounts go, and which of the machine's directories need a stand-in. Only looks, changes nothing.</summary>
internal static class MountPlanner
{
    private const int MostLinks = 40; // as the kernel

    /// <param name="mounts">Parents before children.</param>
    /// <exception cref="MountPlanException">A place cannot be reached.</exception>
    public static MountPlan Plan(IReadOnlyList<ContainerMount> mounts)
    {
        var covers = new Dictionary<string, List<(string, bool)>>(StringComparer.Ordinal);
        var volumes = new List<(string Source, string Target, bool ReadOnly)>();
        foreach (var mount in mounts)
        {
            var purpose = mount.Volume.Length > 0 ? $"volume \"{mount.Volume}\" at {mount.Target}" : mount.Target;
            var (existing, missing) = Resolve(mount.Target, purpose);
            var target = missing.Length == 0 ? existing : Path.Combine(existing, missing);
            if (volumes.FindLast(volume => IsBelow(target, volume.Target)) is { Target: { } parent } outer)
            {
                CheckInside(outer.Source, Path.GetRelativePath(parent, target), outer.ReadOnly, purpose);
            }
            else if (missing.Length > 0)
            {
                if (!covers.TryGetValue(existing, out var places))
                {
                    covers[existing] = places = [];
                }

                places.Add((missing, mount.IsDirectory));
            }
            else if (Directory.Exists(existing) != mount.IsDirectory)
            {
                throw new MountPlanException($"{purpose}: the source is {(mount.IsDirectory ? "a directory, the place is none" : "no directory, the place is one")}.");
            }

            volumes.Add((mount.Source, target, mount.ReadOnly || mount.RecursiveReadOnly));
        }

        return new MountPlan { Volumes = volumes, Covers = covers.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<(string, bool)>)pair.Value) };
    }

    private static bool IsBelow(string path, string directory) =>
        path.Length > directory.Length && path.StartsWith(directory, StringComparison.Ordinal) && (directory == "/" || path[directory.Length] == '/');

    /// <summary>A place inside another volume: systemd makes what is missing there, and must not be led elsewhere by a link.</summary>
    private static void CheckInside(string source, string relative, bool readOnly, string purpose)
    {
        var path = source;
        foreach (var name in relative.Split('/'))
        {
            path = Path.Combine(path, name);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw new MountPlanException($"{purpose}: there is a symbolic link on the way, inside the volume around it.");
            }
        }

        if (readOnly && !Path.Exists(path))
        {
            throw new MountPlanException($"{purpose}: there is no such place in the volume around it, which is read-only.");
        }
    }

    /// <summary>The part of a path that exists, without links, and the rest.</summary>
    private static (string Existing, string Missing) Resolve(string path, string purpose)
    {
        var names = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var current = "/";
        var links = 0;
        while (names.TryPop(out var name))
        {
            if (name == "." || name == "..")
            {
                current = name == "." ? current : Path.GetDirectoryName(current) ?? "/";
                continue;
            }

            var next = Path.Combine(current, name);
            if (new FileInfo(next).LinkTarget is { } link)
            {
                if (++links > MostLinks)
                {
                    throw new MountPlanException($"{purpose}: too many symbolic links.");
                }

                current = link.StartsWith('/') ? "/" : current;
                foreach (var part in link.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                {
                    names.Push(part);
                }
            }
            else if (Path.Exists(next))
            {
                current = next;
            }
            else if (Directory.Exists(current))
            {
                return (current, string.Join('/', names.Prepend(name)));
            }
            else
            {
                throw new MountPlanException($"{purpose}: {current} is no directory.");
            }
        }

        return (current, "");
    }
}
