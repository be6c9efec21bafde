using System.Runtime.Versioning;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Finds what is mounted where in one container.</summary>
[SupportedOSPlatform("linux")]
internal sealed class MountTable(VolumeWriter volumes)
{
    public IReadOnlyList<ContainerMount> Make(
        ResolvedPod pod, ResolvedContainer container, IReadOnlyDictionary<string, string> environment)
    {
        var mounts = new SortedDictionary<string, ContainerMount>(StringComparer.Ordinal);
        foreach (var mount in container.Spec.VolumeMounts)
        {
            var made = Make(pod, mount, environment);
            if (!mounts.TryAdd(made.Target, made))
            {
                throw new ProviderException(
                    ErrorReason.Invalid, $"Container \"{container.Name}\" mounts two volumes at {made.Target}: mountPath must be unique.");
            }
        }

        // A parent is a prefix of its children, and so comes before them.
        return [.. mounts.Values];
    }

    private ContainerMount Make(ResolvedPod pod, VolumeMount mount, IReadOnlyDictionary<string, string> environment)
    {
        var target = MountPaths.Target(mount.MountPath);
        var volume = pod.Volumes.FirstOrDefault(volume => volume.Name == mount.Name)
            ?? throw new ProviderException(ErrorReason.Invalid, $"volumeMounts: there is no volume \"{mount.Name}\" in the pod.");
        var subPath = MountPaths.SubPath(
            mount.SubPathExpr is { Length: > 0 } expression ? SubPathExpression.Expand(expression, environment) : mount.SubPath ?? "");
        var readOnlyVolume = volume is FilesVolume or ImageVolume or ClaimVolume { ReadOnly: true };
        var readOnly = readOnlyVolume || mount.ReadOnly == true;
        using var root = volumes.Open(pod.Id, volume);
        using var place = subPath.Length == 0 ? null : SubPaths.Open(root, subPath, create: volume is not (ImageVolume or ClaimVolume { ReadOnly: true }));
        return new ContainerMount
        {
            Volume = volume.Name,
            Source = (place ?? root).Path,
            Target = target,
            IsDirectory = (place ?? root).IsDirectory,
            ReadOnly = readOnly,
            RecursiveReadOnly = readOnly && mount.RecursiveReadOnly is ("Enabled" or "IfPossible"),
            Propagation = mount.MountPropagation ?? "None",
        };
    }
}
