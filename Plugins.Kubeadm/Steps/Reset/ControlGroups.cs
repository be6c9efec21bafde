namespace Reeve.Plugins.Kubeadm.Steps.Reset;

/// <summary>The control groups of pods that the kubelet makes itself (driver cgroupfs), and containerd's of its namespace, in every hierarchy.</summary>
internal static class ControlGroups
{
    private const string Root = "/sys/fs/cgroup";
    private static readonly string[] s_names = ["kubepods", "kubepods.slice", "k8s.io"];

    /// <summary>Those that are there.</summary>
    public static IReadOnlyList<string> Present() => Directory.Exists(Root)
        ? [.. Directory.EnumerateDirectories(Root).Prepend(Root).SelectMany(hierarchy => s_names.Select(name => Path.Combine(hierarchy, name)))
            .Where(group => Directory.Exists(group) && new DirectoryInfo(group).Parent!.LinkTarget is null)]
        : [];

    /// <summary>Removes them. One in which something still runs cannot be removed.</summary>
    /// <exception cref="ProviderException">One is in use.</exception>
    public static void Remove()
    {
        try
        {
            foreach (var group in Present())
            {
                Remove(group);
            }
        }
        catch (IOException e)
        {
            throw new ProviderException(ErrorReason.Transient, $"A control group of pods is in use still: {e.Message}", e);
        }
    }

    private static void Remove(string group)
    {
        foreach (var child in Directory.EnumerateDirectories(group).ToList())
        {
            Remove(child);
        }

        Directory.Delete(group);
    }
}
