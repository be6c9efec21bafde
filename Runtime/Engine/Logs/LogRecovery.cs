namespace Reeve.Runtime.Engine.Logs;

/// <summary>Finds out where a log goes on after the agent's end.</summary>
internal static class LogRecovery
{
    /// <summary>Whether there is nothing yet of an attempt that has no record.</summary>
    public static bool IsNew(AttemptPaths paths) => !File.Exists(paths.StandardOutput) && !File.Exists(paths.Log);

    /// <summary>The record to go on with. Files are changed only to cut off what it does not cover.</summary>
    public static LogRecord Recover(AttemptPaths paths, LogRecord? committed)
    {
        var record = committed ?? Rebuild(paths);
        if (!File.Exists(paths.Rotated(record.Generation)))
        {
            return record with { Length = WholeLines(paths.Log, record.Length) };
        }

        // The rotation renamed the file, and the record of it was never written.
        using (var rotated = File.OpenHandle(paths.Rotated(record.Generation), FileMode.Open, FileAccess.Write))
        {
            RandomAccess.SetLength(rotated, record.Length);
        }

        return record with { Generation = record.Generation + 1, Length = 0 };
    }

    // Without a record (no output so far, or a machine that crashed) all that is in the files counts; of the spools, all
    // that was not freed is read, which may repeat lines. The spools find that place by themselves.
    private static LogRecord Rebuild(AttemptPaths paths)
    {
        var rotated = paths.RotatedGenerations();
        var unknown = new SpoolPosition(1L << 60, 0);
        return new LogRecord
        {
            Generation = rotated.Count == 0 ? 0 : rotated[^1] + 1,
            Length = long.MaxValue,
            StandardOutput = File.Exists(paths.StandardOutput) ? unknown : default,
            StandardError = File.Exists(paths.StandardError) ? unknown : default,
        };
    }

    /// <summary>The recorded length, or less where a crash of the machine lost what was recorded: up to the last line end.</summary>
    private static long WholeLines(string path, long recorded)
    {
        var length = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (length >= recorded)
        {
            return recorded;
        }

        var buffer = new byte[CriFormat.MaxLineBytes];
        using var file = length == 0 ? null : File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        while (file is not null && length > 0)
        {
            var start = Math.Max(0, length - buffer.Length);
            var count = RandomAccess.Read(file, buffer.AsSpan(0, (int)(length - start)), start);
            var end = buffer.AsSpan(0, count).LastIndexOf((byte)'\n');
            if (end >= 0)
            {
                return start + end + 1;
            }

            length = start;
        }

        return 0;
    }
}
