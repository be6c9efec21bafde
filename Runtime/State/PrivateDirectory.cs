namespace Reeve.Runtime.State;

/// <summary>Directories that only their owner can enter.</summary>
internal static class PrivateDirectory
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a directory with mode 0700, or gives one that is there this mode.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, Mode);
        if (File.GetUnixFileMode(path) != Mode)
        {
            File.SetUnixFileMode(path, Mode);
        }
    }

    /// <summary>Makes a directory with mode 0700 if it is not there.</summary>
    /// <returns>Whether it was not.</returns>
    public static bool CreateMissing(string path)
    {
        if (Directory.Exists(path))
        {
            return false;
        }

        Create(path);
        return true;
    }
}
