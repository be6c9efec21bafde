using System.Runtime.Versioning;
using Reeve.Containers;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Templating;

/// <summary>
/// Makes the rendered ConfigMap volumes of a container in its image's <see cref="ResolvedImage.ConfigDirectory"/>, each at its mount path below it,
/// and lets the container see them there and at the mount path itself.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ConfigDirectories(ContainerTemplates templates, TimeProvider time)
{
    private const int Mode = 0x1ED; // 0755

    /// <summary>Writes what is not as it has to be.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">Its container, rendered.</param>
    /// <param name="image">The container's image.</param>
    /// <exception cref="ProviderException">A template cannot be rendered, or a file not be written.</exception>
    public void Write(ResolvedPod pod, ResolvedContainer container, ResolvedImage image)
    {
        foreach (var (volume, path) in Places(pod, container, image))
        {
            FileErrors.Guard($"volume \"{volume.Name}\"", () =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!, (UnixFileMode)Mode);
                using var parent = DirectoryHandle.Open(Path.GetDirectoryName(path)!);
                new FilesVolumeWriter(parent, new FileOwnership(pod.Pod.Spec.SecurityContext?.FsGroup), time)
                    .Apply(Path.GetFileName(path), volume.IsKept ? volume : templates.Render(volume, image));
            });
        }
    }

    /// <summary>Mounts with the rendered volumes in place of the plain ones.</summary>
    public static IReadOnlyList<ContainerMount> Place(ResolvedPod pod, ResolvedContainer container, ResolvedImage image, IReadOnlyList<ContainerMount> mounts)
    {
        var places = Places(pod, container, image).ToDictionary(static place => place.Path, static place => place.Volume.Name, StringComparer.Ordinal);
        return [.. mounts.Select(mount =>
            Path.Combine(image.ConfigDirectory!, mount.Target.TrimStart('/')) is var path && places.GetValueOrDefault(path) == mount.Volume ? mount with { Source = path } : mount)];
    }

    private static IEnumerable<(FilesVolume Volume, string Path)> Places(ResolvedPod pod, ResolvedContainer container, ResolvedImage image)
    {
        foreach (var mount in container.Spec.VolumeMounts)
        {
            if (pod.Pod.Spec.Volumes.FirstOrDefault(volume => volume.Name == mount.Name)?.ConfigMap is null
                || pod.Volumes.OfType<FilesVolume>().FirstOrDefault(volume => volume.Name == mount.Name) is not { } files)
            {
                continue;
            }

            if (mount.SubPath is { Length: > 0 } || mount.SubPathExpr is { Length: > 0 })
            {
                throw new ProviderException(ErrorReason.Invalid, $"The ConfigMap volume \"{mount.Name}\" is rendered as a whole: with the image {image.Reference} it cannot have a subPath.");
            }

            // MountPaths refuses what leads out.
            yield return (files, Path.Combine(image.ConfigDirectory!, MountPaths.Target(mount.MountPath).TrimStart('/')));
        }
    }
}
