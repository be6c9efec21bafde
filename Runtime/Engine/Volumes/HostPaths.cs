using System.Runtime.Versioning;
using Reeve.Kubernetes;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Opens paths of the machine for pods, with the kubelet's checks and words.</summary>
[SupportedOSPlatform("linux")]
internal sealed class HostPaths(VolumeOptions options)
{
    private const int DirectoryMode = 0x1ED; // 0755
    private const int FileMode = 0x1A4; // 0644

    /// <summary>Opens a path of a hostPath volume, made if its type says so; a missing one of no type becomes a directory.</summary>
    public VolumeRoot Open(string path, string type)
    {
        if (!path.StartsWith('/') || path.Split('/').Contains(".."))
        {
            throw new ProviderException(ErrorReason.Invalid, $"hostPath \"{path}\" must be absolute and must not contain '..'.");
        }

        Allow(path);
        var status = FileStatus.Of(path, follow: true);
        if (status is null)
        {
            Make(path, type);
            status = FileStatus.Of(path, follow: true);
        }

        var (wanted, words) = type switch
        {
            HostPathTypes.Directory or HostPathTypes.DirectoryOrCreate => (FileKind.Directory, "a directory"),
            HostPathTypes.File or HostPathTypes.FileOrCreate => (FileKind.File, "a file"),
            HostPathTypes.Socket => (FileKind.Socket, "a socket file"),
            HostPathTypes.CharDevice => (FileKind.CharacterDevice, "a character device"),
            HostPathTypes.BlockDevice => (FileKind.BlockDevice, "a block device"),
            "" => (status?.Kind ?? FileKind.Unknown, "there"),
            _ => throw new ProviderException(ErrorReason.Invalid, $"hostPath type \"{type}\" is not known."),
        };
        if (status is null || status.Value.Kind != wanted)
        {
            throw new ProviderException(ErrorReason.Conflict, $"hostPath type check failed: {path} is not {words}");
        }

        var root = new VolumeRoot(Descriptor.Own(Libc.Open(path, OpenFlags.Path | OpenFlags.CloseOnExec, 0), "open", path));
        try
        {
            // Once more for what it is in truth: links may lead out of what is allowed.
            Allow(root.Path);
            return root.Status.Kind == wanted
                ? root
                : throw new ProviderException(ErrorReason.Conflict, $"hostPath type check failed: {path} is not {words}");
        }
        catch (Exception)
        {
            root.Dispose();
            throw;
        }
    }

    /// <summary>Opens a persistent volume that is a directory of this machine.</summary>
    public VolumeRoot Open(ClaimVolume claim)
    {
        var name = claim.Volume.Metadata.Name;
        var spec = claim.Volume.Spec;
        if (spec.VolumeMode == VolumeModes.Block)
        {
            throw new ProviderException(
                ErrorReason.Unsupported, $"Persistent volume \"{name}\" is a block device, and only file systems can be mounted here.");
        }

        return spec switch
        {
            { HostPath: { } source } => Open(source.Path, source.Type ?? ""),
            { Local: { } source } => Open(source.Path, HostPathTypes.Directory),
            _ => throw new ProviderException(
                ErrorReason.Unsupported, $"Persistent volume \"{name}\" is neither of type hostPath nor local, and no other type is supported here."),
        };
    }

    private void Allow(string path)
    {
        if (options.AllowedHostPaths is not { } allowed || allowed.Any(prefix => IsWithin(path, prefix)))
        {
            return;
        }

        throw new ProviderException(
            ErrorReason.Denied, $"hostPath {path} is not allowed on this node: add it to the allowed host paths, or use another volume.");
    }

    private static bool IsWithin(string path, string prefix)
    {
        var directory = prefix.TrimEnd('/');
        return path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);
    }

    // By descriptors from the last directory that is there, so that no link leads what is made out of what is allowed.
    private void Make(string path, string type)
    {
        if (type is not ("" or HostPathTypes.DirectoryOrCreate or HostPathTypes.FileOrCreate))
        {
            return;
        }

        var missing = new Stack<string>();
        var existing = path.TrimEnd('/');
        do
        {
            missing.Push(Path.GetFileName(existing));
            existing = Path.GetDirectoryName(existing) ?? "/";
        }
        while (FileStatus.Of(existing, follow: true) is null);

        var directory = DirectoryHandle.Open(existing);
        try
        {
            Allow(Path.Combine([directory.Path, .. missing]));
            while (missing.TryPop(out var name))
            {
                if (type == HostPathTypes.FileOrCreate)
                {
                    // Its directory has to be there, as with the kubelet.
                    _ = missing.Count == 0 ? 0 : throw Errno.NotFound.ToException("make", path);
                    directory.CreateFile(name, FileMode).Dispose();
                    return;
                }

                var next = directory.EnsureDirectory(name, DirectoryMode);
                directory.Dispose();
                directory = next;
            }
        }
        finally
        {
            directory.Dispose();
        }
    }
}
