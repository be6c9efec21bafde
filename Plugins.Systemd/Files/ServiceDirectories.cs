using Reeve.Containers;

namespace Reeve.Plugins.Systemd.Files;

/// <summary>
/// The directories that systemd gives to services (<c>StateDirectory=</c> and its kin, systemd.exec(5)): one of each for a pod, shared by its
/// containers, kept through their restarts and removed with it. Programs find them by the same variables.
/// </summary>
internal static class ServiceDirectories
{
    private const string Place = "/run/pod"; // where nothing has to be made on the machine
    private const string Runtime = "runtime";

    private static readonly (string Name, string Variable)[] All =
        [("state", "STATE_DIRECTORY"), ("cache", "CACHE_DIRECTORY"), ("logs", "LOGS_DIRECTORY"), (Runtime, "RUNTIME_DIRECTORY")];

    /// <summary>Their names below the pod's directories: on disk, or in memory with its <c>/run</c>.</summary>
    /// <returns>Where each is, and the place for it in the pod's <c>/run</c>.</returns>
    public static IEnumerable<(string Source, string Place)> Of(string onDisk, string run) =>
        All.Select(one => (one.Name == Runtime ? Path.Combine(run, "pod-runtime") : Path.Combine(onDisk, one.Name), Path.Combine(run, "pod", one.Name)));

    /// <summary>Their mounts. They are for writing also where the container's root is not.</summary>
    public static IEnumerable<ContainerMount> Mounts(string onDisk, string run) => Of(onDisk, run).Zip(
        All, static (directory, one) => new ContainerMount { Volume = "", Source = directory.Source, Target = $"{Place}/{one.Name}", IsDirectory = true });

    /// <summary>A container with the variables of those that it has, unless it has its own.</summary>
    public static ContainerLaunch Complete(ContainerLaunch launch)
    {
        var targets = launch.Mounts.Where(static mount => mount.Volume.Length == 0).Select(static mount => mount.Target).ToHashSet(StringComparer.Ordinal);
        var missing = All.Where(one => targets.Contains($"{Place}/{one.Name}") && launch.Environment.All(pair => pair.Key != one.Variable))
            .Select(static one => KeyValuePair.Create(one.Variable, $"{Place}/{one.Name}")).ToList();
        return missing.Count == 0 ? launch : launch with { Environment = [.. launch.Environment, .. missing] };
    }
}
