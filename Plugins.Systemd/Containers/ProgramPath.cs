using Reeve.Containers;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>The program of a container as an absolute path, which systemd wants.</summary>
internal static class ProgramPath
{
    /// <summary>Looks along the container's own PATH, and in its volumes where they will be.</summary>
    /// <returns>The path; with whether it is there. One that is not is given to systemd all the same: its failure is remembered.</returns>
    public static (string Path, bool Exists) Find(ContainerLaunch launch, string workingDirectory, IReadOnlyList<ContainerMount> mounts)
    {
        var program = launch.Arguments[0];
        if (program.Contains('/', StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(program, workingDirectory);
            return (path, Exists(path, mounts));
        }

        var directories = launch.Environment.FirstOrDefault(pair => pair.Key == "PATH").Value ?? "/usr/local/bin:/usr/bin:/bin";
        var candidates = directories.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.GetFullPath(Path.Combine(directory, program), workingDirectory)).ToList();
        return candidates.Find(path => program.Length > 0 && Exists(path, mounts)) is { } found
            ? (found, true)
            : (Path.Combine("/nonexistent", program.Length > 0 ? program : "empty"), false);
    }

    private static bool Exists(string path, IReadOnlyList<ContainerMount> mounts)
    {
        var mount = mounts.LastOrDefault(mount => path == mount.Target || path.StartsWith(mount.Target.TrimEnd('/') + "/", StringComparison.Ordinal));
        // A link in a volume leads to where the container will find it: systemd has the last word.
        return mount is not null || File.Exists(path);
    }
}
