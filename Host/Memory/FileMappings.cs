using System.Globalization;
using System.Runtime.InteropServices;

namespace Reeve.Host.Memory;

/// <summary>
/// Files that are mapped to be read and shared. The runtime maps each assembly like that to read its headers, maps it again to run it, and keeps both: a
/// sixth of what an idle agent has resident. Source: proc_pid_maps(5), madvise(2).
/// </summary>
internal static partial class FileMappings
{
    private const string ReadOnlyAndShared = "r--s";
    private const int DontNeed = 4; // MADV_DONTNEED of mman.h

    /// <summary>
    /// Gives their pages back. They stay valid: who reads one again gets it from the kernel's cache of the file. Does nothing where there is no
    /// <c>/proc/self/maps</c>. Thread-safe: a mapping that goes meanwhile is left alone, and no page of another kind is touched, since the kernel keeps
    /// what is written to a shared mapping in the file.
    /// </summary>
    public static void Release()
    {
        const string maps = "/proc/self/maps";
        if (!File.Exists(maps))
        {
            return;
        }

        foreach (var line in File.ReadLines(maps))
        {
            if (Parse(line) is var (start, end))
            {
                _ = Advise(start, end - start, DontNeed); // nothing is lost where it is refused
            }
        }
    }

    /// <summary>The addresses of a mapping of this kind: <c>7fb938a00000-7fb938edc000 r--s 00000000 fe:00 11921740  /path</c>.</summary>
    /// <returns>Null for one of another kind.</returns>
    internal static (nuint Start, nuint End)? Parse(ReadOnlySpan<char> line)
    {
        var dash = line.IndexOf('-');
        var space = line.IndexOf(' ');
        return dash > 0 && space > dash && line[(space + 1)..].StartsWith(ReadOnlyAndShared)
            && nuint.TryParse(line[..dash], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var start)
            && nuint.TryParse(line[(dash + 1)..space], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var end)
            ? (start, end)
            : null;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint address, nuint length, int advice);
}
