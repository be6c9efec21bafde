using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Linux;

/// <summary>Frees the blocks of a part of a file, and finds what was not freed.</summary>
[SupportedOSPlatform("linux")]
internal static class FileHoles
{
    private const int KeepSize = 1;
    private const int PunchHole = 2;
    private const int SeekData = 3;

    /// <summary>Frees a range, which reads as zeros from then on; false if the file system cannot.</summary>
    public static bool TryPunch(SafeFileHandle file, long offset, long length) =>
        Libc.Allocate(file, PunchHole | KeepSize, offset, length) == 0;

    /// <summary>Where the first data lies: 0 where the file system does not know, the end of a file without data.</summary>
    public static long FirstData(SafeFileHandle file)
    {
        var position = Libc.Seek(file, 0, SeekData);
        const int noSuchPlace = 6;
        return position >= 0 ? position : Errno.Last().Number == noSuchPlace ? RandomAccess.GetLength(file) : 0;
    }
}
