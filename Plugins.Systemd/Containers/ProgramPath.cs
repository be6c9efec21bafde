using Reeve.Containers;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>The program of a container as an absolute path, which systemd wants.</summary>
internal static class ProgramPath
{
    /// <summary>Looks along the container's own PATH.</summary>
    /// <returns>The path. One that is not there is given to systemd all the same: its failure is remembered.</returns>
    public static string Find(ContainerLaunch launch, string workingDirectory)
    {
        var program = launch.Arguments[0];
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return Path.GetFullPath(program, workingDirectory);
        }

        var directories = launch.Environment.FirstOrDefault(pair => pair.Key == "PATH").Value ?? "/usr/local/bin:/usr/bin:/bin";
        return directories.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.GetFullPath(Path.Combine(directory, program), workingDirectory))
            .FirstOrDefault(path => program.Length > 0 && File.Exists(path))
            ?? Path.Combine("/nonexistent", program.Length > 0 ? program : "empty");
    }
}
