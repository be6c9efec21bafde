using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>
/// Where things of a pod lie: <c>&lt;root&gt;/&lt;pod token&gt;/volumes/&lt;kind&gt;/&lt;name&gt;</c>, the root on disk or in memory.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PodPlaces(VolumeOptions options, UnswappedMemory? unswapped)
{
    // 0750: others than the agent reach a volume by its mount alone.
    public const int PodMode = 0x1E8;

    /// <summary>The directory of volumes that are images.</summary>
    public const string ImageKind = "image";
    public const string EmptyDirKind = "empty-dir";

    /// <summary>The directory of all pods, made if it is not there.</summary>
    public DirectoryHandle OpenDisk()
    {
        Directory.CreateDirectory(options.PodsDirectory, (UnixFileMode)PodMode);
        return DirectoryHandle.Open(options.PodsDirectory);
    }

    /// <summary>The same in memory; null if there is none.</summary>
    /// <exception cref="ProviderException">It is not in memory, or somebody else's.</exception>
    public DirectoryHandle? OpenMemory()
    {
        return options.MemoryDirectory is { } path ? OpenInMemory(path) : null;
    }

    /// <summary>The directory of all pods' secrets, made if it is not there; null if there is no memory for it.</summary>
    /// <exception cref="ProviderException">It is not in memory, or somebody else's.</exception>
    public DirectoryHandle? OpenSecrets() => (unswapped?.Ensure() ?? options.MemoryDirectory) is { } path ? OpenInMemory(path) : null;

    private static DirectoryHandle OpenInMemory(string path)
    {
        Directory.CreateDirectory(path, (UnixFileMode)PodMode);
        var directory = DirectoryHandle.Open(path);
        var status = directory.Status;
        const int writableByOthers = 0x12;
        if (FileStatus.Of(path)?.Kind != FileKind.Directory || status.User != Libc.EffectiveUser() || (status.Mode & writableByOthers) != 0)
        {
            directory.Dispose();
            throw new ProviderException(
                ErrorReason.Denied, $"{path} must be a directory of the agent's user that nobody else can write: remove it, or choose another memory directory.");
        }

        if (!FileSystems.IsMemory(path))
        {
            directory.Dispose();
            throw new ProviderException(
                ErrorReason.Unsupported, $"{path} is not in memory: choose a memory directory on a tmpfs, such as one below /dev/shm.");
        }

        return directory;
    }

    /// <summary>The root for a volume.</summary>
    public DirectoryHandle OpenRoot(VolumePlan volume) => volume switch
    {
        EmptyDirVolume { Memory: true } => OpenMemory() ?? throw new ProviderException(
            ErrorReason.Unsupported, $"Volume \"{volume.Name}\" is to be kept in memory, and no memory directory is configured."),
        FilesVolume { Sensitive: true } => OpenSecrets() ?? (options.SecretsOnDisk ? OpenDisk() : throw new ProviderException(
            ErrorReason.Unsupported,
            $"Volume \"{volume.Name}\" holds secrets, which are kept in memory alone, and no memory directory is configured: set one on a tmpfs.")),
        ImageVolume => OpenMemory() ?? OpenDisk(), // a place to mount on, which need not outlive the machine's boot
        _ => OpenDisk(),
    };

    /// <summary>The directory that holds a volume's own directory, made if it is not there.</summary>
    public static DirectoryHandle OpenKind(DirectoryHandle root, PodId pod, VolumePlan volume)
    {
        using var directory = root.EnsureDirectory(pod.Token, PodMode);
        using var volumes = directory.EnsureDirectory("volumes", PodMode);
        return volumes.EnsureDirectory(volume is FilesVolume ? "files" : volume is ImageVolume ? ImageKind : EmptyDirKind, PodMode);
    }

    /// <summary>The name of a volume, which is a file name as well.</summary>
    /// <exception cref="ProviderException">It is no RFC 1123 label.</exception>
    public static string NameOf(VolumePlan volume)
    {
        var name = volume.Name;
        var valid = name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        return valid ? name : throw new ProviderException(ErrorReason.Invalid, $"\"{name}\" is not a volume name: it must be an RFC 1123 label.");
    }
}
