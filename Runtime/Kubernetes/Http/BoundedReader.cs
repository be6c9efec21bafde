namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>Reads a stream whole, up to a limit.</summary>
internal static class BoundedReader
{
    /// <exception cref="InvalidDataException">There is more than the limit.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > limit)
            {
                throw new InvalidDataException($"The answer is longer than {limit} bytes.");
            }

            content.Write(buffer, 0, read);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}
