using Reeve.Testing;

namespace Reeve.Host.Tests.Support;

/// <summary>Files of a test.</summary>
internal static class TempFiles
{
    /// <summary>Writes a file, whole at once, with the directories above it.</summary>
    public static string Write(this TempDirectory directory, string name, string text)
    {
        var path = directory[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".tmp", text);
        File.Move(path + ".tmp", path, overwrite: true);
        return path;
    }
}
