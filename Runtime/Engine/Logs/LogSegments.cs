using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>The CRI files of an attempt as a reader sees them while they are rotated under its eyes.</summary>
internal static class LogSegments
{
    /// <summary>The first generation from a given one on that is still there.</summary>
    public static long Next(AttemptPaths paths, long wanted, LogRecord record) =>
        paths.RotatedGenerations().Where(generation => generation >= wanted && generation < record.Generation).DefaultIfEmpty(record.Generation).Min();

    /// <summary>How much of a generation's file counts.</summary>
    public static long Length(SafeFileHandle file, long generation, LogRecord record) =>
        generation < record.Generation ? RandomAccess.GetLength(file) : record.Length;

    /// <summary>Opens the file of a generation; null if it was removed.</summary>
    public static SafeFileHandle? Open(AttemptPaths paths, long generation)
    {
        var rotated = paths.Rotated(generation);
        if (TryOpen(rotated) is { } earlier)
        {
            return earlier;
        }

        // A file that is renamed only after it was opened here was the right one, or it has a rotated name now.
        var current = TryOpen(paths.Log);
        if (TryOpen(rotated) is not { } renamed)
        {
            return current;
        }

        current?.Dispose();
        return renamed;
    }

    private static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
