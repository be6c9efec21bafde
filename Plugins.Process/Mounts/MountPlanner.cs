using Reeve.Containers;

namespace Reeve.Plugins.Process.Mounts;

/// <summary>
/// Finds the steps that make a container's mounts appear at their places, and nowhere else. A place that does not exist is
/// never made on the machine's disk:
/// <code>
/// mountPath /data/in, nothing at /data          mountPath /etc/app/conf, /etc exists
///   cover /      a tmpfs with all entries of /    cover /etc
///   directory /data, /data/in                     directory /etc/app, /etc/app/conf
///   bind         the volume on /data/in           bind
/// </code>
/// Only inside another volume of the pod it is made for real, as every container runtime does.
/// </summary>
internal sealed class MountPlanner
{
    private const uint DirectoryMode = 0x1ed; // 0755
    private const uint FileMode = 0x1a4; // 0644
    private const int MostLinks = 40; // as the kernel

    private readonly List<MountOperation> _operations = [];
    private readonly List<string> _purposes = [];

    // Places in the container's view, without links, that differ from the machine's: where a volume is, and what we made.
    private readonly Dictionary<string, ContainerMount> _volumes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _covers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EntryKind> _made = new(StringComparer.Ordinal);
    private readonly IFileView _files;

    private MountPlanner(IFileView files) => _files = files;

    /// <param name="mounts">Parents before children.</param>
    /// <param name="readOnlyRoot">Everything but the mounts, /proc and /dev is for reading only.</param>
    /// <param name="files">The machine.</param>
    /// <exception cref="MountPlanException">A place cannot be reached.</exception>
    public static MountPlan Plan(IReadOnlyList<ContainerMount> mounts, bool readOnlyRoot, IFileView files)
    {
        var planner = new MountPlanner(files);
        if (readOnlyRoot)
        {
            planner.Add(MountOperationKind.RootReadOnly, "/", 0, "readOnlyRootFilesystem");
        }

        foreach (var mount in mounts)
        {
            planner.Place(mount);
        }

        if (readOnlyRoot)
        {
            foreach (var cover in planner._covers)
            {
                planner.Add(MountOperationKind.ReadOnly, cover, 0, "readOnlyRootFilesystem");
            }
        }

        return new MountPlan { Operations = planner._operations, Purposes = planner._purposes };
    }

    private void Place(ContainerMount mount)
    {
        var purpose = mount.Volume.Length > 0 ? $"volume \"{mount.Volume}\" at {mount.Target}" : mount.Target;
        var place = new Walk(this, mount.Target, purpose).Resolve();
        if (place.Missing.Count > 0)
        {
            Make(place, mount.IsDirectory, purpose);
        }
        else if ((place.Kind == EntryKind.Directory) != mount.IsDirectory)
        {
            throw new MountPlanException($"{purpose}: the source is {(mount.IsDirectory ? "a directory, the place is none" : "no directory, the place is one")}.");
        }

        var target = Join(place.Path, place.Missing);
        var flags = mount switch
        {
            { RecursiveReadOnly: true } => MountOperation.ReadOnlyFlag | MountOperation.RecursiveReadOnlyFlag,
            { ReadOnly: true } => MountOperation.ReadOnlyFlag,
            _ => 0u,
        };
        Add(MountOperationKind.Bind, target, 0, purpose, mount.Source, flags);
        _volumes[target] = mount;
    }

    private void Make(Walked place, bool directory, string purpose)
    {
        if (place.Volume is { } volume)
        {
            if (volume.ReadOnly || volume.RecursiveReadOnly)
            {
                throw new MountPlanException($"{purpose}: there is no such place in volume \"{volume.Volume}\", which is read-only.");
            }
        }
        else if (place.OnDisk && _covers.Add(place.Path))
        {
            Add(MountOperationKind.Cover, place.Path, 0, purpose);
        }

        for (var i = 1; i <= place.Missing.Count; i++)
        {
            var path = Join(place.Path, place.Missing.Take(i));
            var kind = i < place.Missing.Count || directory ? EntryKind.Directory : EntryKind.File;
            Add(
                kind == EntryKind.Directory ? MountOperationKind.Directory : MountOperationKind.File,
                path,
                kind == EntryKind.Directory ? DirectoryMode : FileMode,
                purpose);
            _made[path] = kind;
        }
    }

    private void Add(MountOperationKind kind, string target, uint mode, string purpose, string source = "", uint flags = 0)
    {
        _operations.Add(new MountOperation { Kind = kind, Target = target, Mode = mode, Source = source, Flags = flags });
        _purposes.Add(purpose);
    }

    private static string Join(string directory, IEnumerable<string> names) =>
        names.Aggregate(directory, (path, name) => path == "/" ? "/" + name : $"{path}/{name}");

    /// <summary>Where a walk came to: the deepest place that exists, and the names that are missing below it.</summary>
    private sealed record Walked(string Path, EntryKind Kind, IReadOnlyList<string> Missing, ContainerMount? Volume, bool OnDisk);

    /// <summary>Follows a path through the container's view as planned so far: links of the machine are followed, links in volumes are not.</summary>
    private sealed class Walk(MountPlanner planner, string target, string purpose)
    {
        private readonly Stack<string> _names = new(Split(target).Reverse());
        private string _path = "/";
        private string? _disk = "/";
        private ContainerMount? _volume;
        private EntryKind _kind = EntryKind.Directory;
        private int _links;

        public Walked Resolve()
        {
            while (_names.TryPop(out var name))
            {
                if (name == "..")
                {
                    // Only from a link of the machine: the target itself is normalised.
                    Restart(Split(_path).SkipLast(1));
                    continue;
                }

                if (_kind != EntryKind.Directory)
                {
                    throw new MountPlanException($"{purpose}: {_path} is no directory.");
                }

                if (!Step(name))
                {
                    return new Walked(_path, _kind, [name, .. _names], _volume, _disk is not null);
                }
            }

            return new Walked(_path, _kind, [], _volume, _disk is not null);
        }

        private bool Step(string name)
        {
            var path = Join(_path, [name]);
            if (planner._volumes.TryGetValue(path, out var volume))
            {
                (_path, _disk, _volume) = (path, volume.Source, volume);
                _kind = volume.IsDirectory ? EntryKind.Directory : EntryKind.File;
                return true;
            }

            if (planner._made.TryGetValue(path, out var made))
            {
                (_path, _disk, _kind) = (path, null, made);
                return true;
            }

            var disk = _disk is null ? null : Join(_disk, [name]);
            var kind = disk is null ? EntryKind.Missing : planner._files.KindOf(disk);
            if (kind == EntryKind.Missing)
            {
                return false;
            }

            if (kind == EntryKind.SymbolicLink)
            {
                Follow(disk!, path);
                return true;
            }

            (_path, _disk, _kind) = (path, disk, kind);
            return true;
        }

        private void Follow(string disk, string path)
        {
            if (_volume is not null)
            {
                // A workload can write there: following would let it choose the place.
                throw new MountPlanException($"{purpose}: {path} is a symbolic link inside volume \"{_volume.Volume}\"; links in volumes are not followed.");
            }

            if (++_links > MostLinks)
            {
                throw new MountPlanException($"{purpose}: too many symbolic links at {path}.");
            }

            var link = planner._files.ReadLink(disk);
            foreach (var name in Split(link).Reverse())
            {
                _names.Push(name);
            }

            if (link.StartsWith('/'))
            {
                Restart([]);
            }
        }

        private void Restart(IEnumerable<string> names)
        {
            foreach (var name in names.Reverse())
            {
                _names.Push(name);
            }

            (_path, _disk, _volume, _kind) = ("/", "/", null, EntryKind.Directory);
        }

        private static IEnumerable<string> Split(string path) =>
            path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".");
    }
}
