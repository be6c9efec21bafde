namespace Reeve.Runtime.Pods.Store;

/// <summary>Reads the lines of a journal, also of one that is being appended to.</summary>
internal static class PodJournalScan
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Takes a whole line, without its end; valid only while it is called.</summary>
    public delegate void LineHandler(PodJournalPlace place, ReadOnlyMemory<byte> line);

    /// <summary>Reads from the start; a last line without an end is left out.</summary>
    /// <returns>How long all whole lines are together, and how long the file is.</returns>
    public static (long Whole, long Length) Read(string path, LineHandler take)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[BufferBytes];
        var filled = 0;
        long offset = 0;
        while (true)
        {
            var count = RandomAccess.Read(file, buffer.AsSpan(filled), offset + filled);
            if (count == 0)
            {
                return (offset, offset + filled);
            }

            filled += count;
            var consumed = 0;
            for (int length; (length = buffer.AsSpan(consumed, filled - consumed).IndexOf(PodJournalLine.End)) >= 0; consumed += length + 1)
            {
                take(new(offset + consumed, length + 1), buffer.AsMemory(consumed, length));
            }

            buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
            (offset, filled) = (offset + consumed, filled - consumed);
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }
}
