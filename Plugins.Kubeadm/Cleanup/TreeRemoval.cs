namespace Reeve.Plugins.Kubeadm.Cleanup;

/// <summary>
/// Deletes directories with what is in them, but nothing across a mount, also not across one of the same file system: what somebody has mounted
/// there is not this cluster's. Symbolic links are deleted, never followed.
/// </summary>
internal sealed class TreeRemoval(MountTable mounts)
{
    private readonly List<string> _kept = [];

    /// <summary>Mount points that stay, with the directories on the way to them.</summary>
    public IReadOnlyList<string> Kept => _kept;

    /// <summary>Deletes a file, a link or a directory; what is not there is no failure.</summary>
    /// <param name="path">Absolute.</param>
    /// <returns>Whether nothing is left of it.</returns>
    public bool Remove(string path)
    {
        var directory = new DirectoryInfo(path);
        if (!directory.Exists && directory.LinkTarget is null && !File.Exists(path))
        {
            return true; // also where the way to it is not there
        }

        if (!directory.Exists || directory.LinkTarget is not null)
        {
            File.Delete(path);
            return true;
        }

        if (mounts.IsMountPoint(path))
        {
            _kept.Add(path);
            return false;
        }

        var isEmpty = true;
        foreach (var entry in Directory.GetFileSystemEntries(path))
        {
            isEmpty &= Remove(entry);
        }

        if (isEmpty)
        {
            Directory.Delete(path);
        }

        return isEmpty;
    }
}
