using Reeve.Containers;

namespace Reeve.Plugins.Process.Mounts;

/// <summary>Follows a path through the container's view as planned so far: links of the machine are followed, links in volumes are not.</summary>
internal sealed class MountWalk(MountView view, string target, string purpose)
{
    private const int MostLinks = 40; // as the kernel

    private readonly Stack<string> _names = new(Split(target).Reverse());
    private string _path = "/";
    private string? _disk = "/";
    private ContainerMount? _volume;
    private EntryKind _kind = EntryKind.Directory;
    private int _links;

    public MountPlace Resolve()
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
                return new MountPlace(_path, _kind, [name, .. _names], _volume, _disk is not null);
            }
        }

        return new MountPlace(_path, _kind, [], _volume, _disk is not null);
    }

    private bool Step(string name)
    {
        var path = MountView.Join(_path, [name]);
        if (view.Volumes.TryGetValue(path, out var volume))
        {
            (_path, _disk, _volume) = (path, volume.Source, volume);
            _kind = volume.IsDirectory ? EntryKind.Directory : EntryKind.File;
            return true;
        }

        if (view.Made.TryGetValue(path, out var made))
        {
            (_path, _disk, _kind) = (path, null, made);
            return true;
        }

        var disk = _disk is null ? null : MountView.Join(_disk, [name]);
        var kind = disk is null ? EntryKind.Missing : view.Files.KindOf(disk);
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

        var link = view.Files.ReadLink(disk);
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
