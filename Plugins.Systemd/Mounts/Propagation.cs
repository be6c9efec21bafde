using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Mounts;

/// <summary>
/// How mounts that are made later reach from the machine into a container and back, as options of the entry program. systemd leaves every volume as a
/// receiver of the machine's mounts: what is None has to be cut off, what is Bidirectional has to be taken from the machine anew.
/// </summary>
internal static class Propagation
{
    /// <summary>Options for the volumes of a container.</summary>
    /// <exception cref="MountPlanException">The machine does not share the mount that a volume is on.</exception>
    public static IReadOnlyList<string> OptionsOf(ContainerLaunch launch, Func<IEnumerable<string>> machine)
    {
        var options = new List<string>();
        var volumes = launch.Mounts.Where(static mount => mount.Volume.Length > 0 && mount.IsDirectory).ToList();
        MountTable? table = null;
        foreach (var mount in volumes)
        {
            var inner = volumes.Where(other => other.Target.StartsWith(mount.Target + "/", StringComparison.Ordinal)).ToList();
            switch (mount.Propagation)
            {
                case MountPropagations.HostToContainer:
                    Require(Around(mount), static around => around.IsShared || around.IsReceiver, mount, "a shared or slave mount");
                    break;
                case MountPropagations.Bidirectional:
                    Require(Around(mount), static around => around.IsShared, mount, "a shared mount");
                    if (inner is [var covered, ..])
                    {
                        throw new MountPlanException($"volume \"{covered.Volume}\" at {covered.Target} would be mounted on the machine: it lies in a volume with mountPropagation Bidirectional");
                    }

                    options.AddRange([$"share={mount.Source}", $"{(mount.ReadOnly || mount.RecursiveReadOnly ? "at-read-only" : "at")}={mount.Target}"]);
                    break;
                default:
                    if (MayBeMountedOn(launch.Sandbox.Pod, mount.Volume))
                    {
                        options.Add($"{(inner.Exists(static other => other.Propagation != MountPropagations.None) ? "private-alone" : "private")}={mount.Target}");
                    }

                    break;
            }
        }

        return options;

        MountTable.Entry? Around(ContainerMount mount) => (table ??= MountTable.Parse(machine())).Around(mount.Source);
    }

    private static void Require(MountTable.Entry? around, Func<MountTable.Entry, bool> isWanted, ContainerMount mount, string what)
    {
        if (around is not null && !isWanted(around))
        {
            throw new MountPlanException($"path \"{mount.Source}\" is mounted on \"{around.Place}\" but it is not {what}");
        }
    }

    // Nobody mounts anything in the agent's own directories but a container that may reach out of its own.
    private static bool MayBeMountedOn(ResolvedPod pod, string volume) =>
        pod.Volumes.Any(plan => plan.Name == volume && plan is (HostPathVolume or ClaimVolume))
        || pod.Containers.Any(container => container.Spec.VolumeMounts.Any(mount => mount.Name == volume && mount.MountPropagation == MountPropagations.Bidirectional));
}
