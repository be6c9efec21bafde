using System.Runtime.InteropServices;

namespace Reeve.Host.Packages.Store;

/// <summary>Symbolic links to directories that are switched in one step.</summary>
internal static partial class SymbolicLinks
{
    /// <summary>Where a link leads to, as it is written; null if there is none.</summary>
    public static string? Read(string link) => new DirectoryInfo(link).LinkTarget;

    /// <summary>Makes a link, or lets it lead elsewhere: whoever looks sees it before or after, never without.</summary>
    /// <param name="link">Its path.</param>
    /// <param name="target">Where it leads to, relative to its directory.</param>
    public static void Switch(string link, string target)
    {
        var directory = Path.GetDirectoryName(link)!;
        var fresh = Path.Combine(directory, $".{Path.GetFileName(link)}.{Guid.NewGuid():N}");
        Directory.CreateSymbolicLink(fresh, target);
        if (OperatingSystem.IsWindows())
        {
            Remove(link);
            Directory.Move(fresh, link);
        }
        else if (Rename(fresh, link) != 0)
        {
            var reason = Marshal.GetLastPInvokeErrorMessage();
            Directory.Delete(fresh);
            throw new IOException($"{link} cannot be switched: {reason}");
        }
    }

    /// <summary>Removes a link, and not what it leads to.</summary>
    public static void Remove(string link)
    {
        if (Read(link) is not null)
        {
            Directory.Delete(link);
        }
    }

    // File.Move takes no link to a directory, Directory.Move replaces nothing: rename(2) does both.
    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
