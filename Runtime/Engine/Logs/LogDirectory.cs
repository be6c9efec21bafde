using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Makes directories for logs, which others than the agent and its group cannot enter.</summary>
internal static class LogDirectory
{
    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>Makes a directory and those above it.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, Mode);
    }

    /// <summary>Makes the directory of a container, and that of its pod.</summary>
    /// <returns>Whether it is known to be new, and nothing in it.</returns>
    public static bool CreateForContainer(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Libc.MakeDirectory(Path.GetDirectoryName(path)!, (uint)Mode);
            if (Libc.MakeDirectory(path, (uint)Mode) == 0)
            {
                return true;
            }
        }

        Create(path);
        return false;
    }
}
