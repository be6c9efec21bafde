using Reeve.Containers;

namespace Company.Plugin1;

/// <summary>Finds programs as exec does, so that one that cannot be started is told of before anything was.</summary>
internal static class Programs
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The path of a launch's program; null if there is none that can be executed.</summary>
    public static string? Find(ContainerLaunch launch)
    {
        var name = launch.Arguments[0];
        var directory = launch.WorkingDirectory ?? "/";
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return Check(Path.Combine(directory, name));
        }

        var path = launch.Environment.FirstOrDefault(static variable => variable.Key == "PATH").Value ?? "/usr/local/bin:/usr/bin:/bin";
        return path.Split(':').Select(place => Check(Path.Combine(directory, place, name))).FirstOrDefault(static found => found is not null);
    }

    private static string? Check(string path) => File.Exists(path) && (File.GetUnixFileMode(path) & Executable) != 0 ? path : null;
}
