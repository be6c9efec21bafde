namespace Reeve.Runtime.Images.Layers;

/// <summary>Names in an archive: relative to its root whatever they begin with, without <c>.</c> and empty parts.</summary>
internal static class LayerPath
{
    private const int MaxLength = 4095;

    /// <summary>The parts of a name; none for the root itself.</summary>
    /// <exception cref="InvalidDataException">It leads upwards, or is no name.</exception>
    public static List<byte[]> Split(ReadOnlySpan<byte> name)
    {
        if (name.Length > MaxLength || name.Contains((byte)0))
        {
            throw new InvalidDataException("The archive has a name that is too long or holds a NUL character.");
        }

        var parts = new List<byte[]>();
        foreach (var range in name.Split((byte)'/'))
        {
            var part = name[range];
            if (part.IsEmpty || part.SequenceEqual("."u8))
            {
                continue;
            }

            if (part.SequenceEqual(".."u8))
            {
                throw new InvalidDataException("The archive has a name that leads out of it.");
            }

            parts.Add(part.Length > 255 ? throw new InvalidDataException("The archive has a name that is too long.") : part.ToArray());
        }

        return parts;
    }

    /// <summary>Parts as a path, with a NUL at the end; <c>.</c> for none.</summary>
    public static byte[] Join(IReadOnlyList<byte[]> parts)
    {
        if (parts.Count == 0)
        {
            return ".\0"u8.ToArray();
        }

        var path = new byte[parts.Sum(static part => part.Length + 1)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(path, at);
            at += part.Length;
            path[at++] = (byte)'/';
        }

        path[^1] = 0;
        return path;
    }

    /// <summary>A single name with a NUL at the end.</summary>
    public static byte[] Terminate(ReadOnlySpan<byte> name) => [.. name, 0];
}
