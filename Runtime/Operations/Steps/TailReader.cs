using System.Text;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>Reads a stream to its end and keeps the end of it.</summary>
internal static class TailReader
{
    /// <summary>Reads all; gives at most the last <paramref name="kept"/> bytes, as UTF-8.</summary>
    public static async Task<string> ReadAsync(Stream stream, int kept, CancellationToken cancellationToken)
    {
        var ring = new byte[kept];
        long total = 0;
        while (true)
        {
            var at = (int)(total % kept);
            var count = await stream.ReadAsync(ring.AsMemory(at), cancellationToken);
            if (count == 0)
            {
                break;
            }

            total += count;
        }

        if (total <= kept)
        {
            return Encoding.UTF8.GetString(ring, 0, (int)total);
        }

        var start = (int)(total % kept);
        return Encoding.UTF8.GetString([.. ring.AsSpan(start), .. ring.AsSpan(0, start)]);
    }
}
