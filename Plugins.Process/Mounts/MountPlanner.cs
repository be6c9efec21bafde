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

    private readonly List<MountOperation> _operations = [];
    private readonly List<string> _purposes = [];

    private readonly HashSet<string> _covers = new(StringComparer.Ordinal);
    private readonly MountView _view;

    private MountPlanner(IFileView files) => _view = new MountView(files);

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
        var place = new MountWalk(_view, mount.Target, purpose).Resolve();
        if (place.Missing.Count > 0)
        {
            Make(place, mount.IsDirectory, purpose);
        }
        else if ((place.Kind == EntryKind.Directory) != mount.IsDirectory)
        {
            throw new MountPlanException($"{purpose}: the source is {(mount.IsDirectory ? "a directory, the place is none" : "no directory, the place is one")}.");
        }

        var target = MountView.Join(place.Path, place.Missing);
        var flags = mount switch
        {
            { RecursiveReadOnly: true } => MountOperation.ReadOnlyFlag | MountOperation.RecursiveReadOnlyFlag,
            { ReadOnly: true } => MountOperation.ReadOnlyFlag,
            _ => 0u,
        };
        Add(MountOperationKind.Bind, target, 0, purpose, mount.Source, flags);
        _view.Volumes[target] = mount;
    }

    private void Make(MountPlace place, bool directory, string purpose)
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
            var path = MountView.Join(place.Path, place.Missing.Take(i));
            var kind = i < place.Missing.Count || directory ? EntryKind.Directory : EntryKind.File;
            Add(
                kind == EntryKind.Directory ? MountOperationKind.Directory : MountOperationKind.File,
                path,
                kind == EntryKind.Directory ? DirectoryMode : FileMode,
                purpose);
            _view.Made[path] = kind;
        }
    }

    private void Add(MountOperationKind kind, string target, uint mode, string purpose, string source = "", uint flags = 0)
    {
        _operations.Add(new MountOperation { Kind = kind, Target = target, Mode = mode, Source = source, Flags = flags });
        _purposes.Add(purpose);
    }
}
