using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Finds a place in memory for secrets on this machine.</summary>
public static class MemoryDirectories
{
    /// <summary>The first place that lies in memory (tmpfs), for <see cref="VolumeOptions.MemoryDirectory"/>.</summary>
    /// <param name="name">A name that is the agent's own, such as a token of its owner: one path component.</param>
    /// <returns>An absolute path, not made yet; null if there is no such place.</returns>
    public static string? Find(string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        string?[] places = [ProcessGroups.IsRoot ? "/run" : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/dev/shm"];
        var place = places.FirstOrDefault(place => OperatingSystem.IsLinux() && Path.IsPathRooted(place) && FileSystems.IsMemory(place));
        return place is null ? null : Path.Combine(place, $"reeve-{Libc.EffectiveUser()}-{name}");
    }
}
