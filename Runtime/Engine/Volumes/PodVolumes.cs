namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Makes the <see cref="IPodVolumes"/> of this system.</summary>
public static class PodVolumes
{
    /// <summary>Volumes as directories of this machine. Touches nothing yet.</summary>
    /// <param name="options">Where, and what is allowed.</param>
    /// <param name="time">The clock.</param>
    /// <remarks>
    /// See <see cref="VolumeOptions.MountsMemory"/> for emptyDir volumes of medium Memory. The sizeLimit of one that is no file system of its own
    /// is checked like that of any other, by <see cref="IPodVolumes.FindOverLimitAsync"/>.
    /// fsGroup is applied to volumes that the agent makes, and not to hostPath and persistent volumes. Elsewhere than on Linux
    /// pods with volumes are refused.
    /// </remarks>
    public static IPodVolumes Create(VolumeOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options with
        {
            PodsDirectory = Path.GetFullPath(options.PodsDirectory),
            MemoryDirectory = options.MemoryDirectory is null ? null : Path.GetFullPath(options.MemoryDirectory),
        };
        return OperatingSystem.IsLinux() ? new LinuxPodVolumes(options, time) : new NoPodVolumes(options);
    }
}
