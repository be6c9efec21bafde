namespace Reeve.Runtime.Linux;

/// <summary>Measures what a directory takes on disk.</summary>
internal static class DiskUsage
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
    };

    /// <summary>
    /// Bytes of the blocks of all files below a directory, holes not counted and links not followed; 0 if it is not there.
    /// </summary>
    public static long Of(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return 0;
        }

        var files = new DirectoryInfo(directory).EnumerateFileSystemInfos("*", Everything);
        return OperatingSystem.IsLinux()
            ? files.Sum(file => OperatingSystem.IsLinux() ? FileStatus.Of(file.FullName)?.Allocated ?? 0 : 0)
            : files.OfType<FileInfo>().Sum(file => file.Exists ? file.Length : 0);
    }
}
