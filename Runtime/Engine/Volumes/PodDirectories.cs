using System.Runtime.Versioning;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>
/// Makes the directories of pods with as few calls as it takes, for each start asks for one twice. Nobody but the agent can change
/// anything beside them, so that what was found out about the directory above stays true.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PodDirectories(PodPlaces places)
{
    private string? _root;

    /// <summary>The directory of a pod, made if it is not there: absolute, without symbolic links.</summary>
    public string Get(string token)
    {
        var path = Path.Combine(_root ?? FindRoot(), token);
        if (FileStatus.Of(path) is { } status)
        {
            return status.Kind == FileKind.Directory ? path : throw Errno.NotADirectory.ToException("use", path);
        }

        // Somebody may have removed the directory above since.
        if (Libc.MakeDirectory(path, PodPlaces.PodMode) != 0
            && (Errno.Last() != Errno.NotFound || Libc.MakeDirectory(path = Path.Combine(FindRoot(), token), PodPlaces.PodMode) != 0)
            && Errno.Last() is var error && error != Errno.Exists)
        {
            throw error.ToException("make", path);
        }

        return Libc.ChangeMode(path, PodPlaces.PodMode) == 0 ? path : throw Errno.Last().ToException("set the mode of", path);
    }

    private string FindRoot()
    {
        using var root = places.OpenDisk();
        return _root = root.Path;
    }
}
