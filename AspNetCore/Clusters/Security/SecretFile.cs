namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>Files with secrets.</summary>
internal static class SecretFile
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The lines of a file that its owner alone can read, without comments and empty ones, with their numbers.</summary>
    /// <exception cref="IOException">It cannot be read, or others can read it.</exception>
    public static IReadOnlyList<(int Number, string Line)> ReadLines(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new IOException($"Others than its owner can read or write {path}; chmod 600 it.");
        }

        return [.. File.ReadAllLines(path).Select(static (line, index) => (index + 1, line.Trim())).Where(static line => line.Item2.Length > 0 && line.Item2[0] != '#')];
    }
}
