using System.Runtime.Versioning;
using System.Text;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Images.Layers;

/// <summary>Sees to it that the links of an archive lead to what is in it: by their names at once, and in truth when everything is there.</summary>
[SupportedOSPlatform("linux")]
internal sealed class InnerLinks
{
    private readonly List<IReadOnlyList<byte[]>> _links = [];

    /// <summary>Takes a link in.</summary>
    /// <param name="parts">Its own name.</param>
    /// <param name="target">Where it leads.</param>
    /// <exception cref="InvalidDataException">It leads out.</exception>
    public void Add(IReadOnlyList<byte[]> parts, ReadOnlySpan<byte> target)
    {
        var depth = target.StartsWith("/"u8) ? -1 : parts.Count - 1;
        foreach (var range in target.Split((byte)'/'))
        {
            depth = depth < 0 ? depth
                : target[range].SequenceEqual(".."u8) ? depth - 1
                : target[range].IsEmpty || target[range].SequenceEqual("."u8) ? depth
                : depth + 1;
        }

        _links.Add(depth < 0 ? throw Refused(parts) : parts);
    }

    /// <summary>Follows every link, which may go by others.</summary>
    /// <exception cref="InvalidDataException">One leads out, or in circles.</exception>
    public void Check(LayerTree tree)
    {
        foreach (var parts in _links)
        {
            if (!tree.StaysInside(LayerPath.Join(parts)))
            {
                throw Refused(parts);
            }
        }
    }

    private static InvalidDataException Refused(IReadOnlyList<byte[]> parts) =>
        new($"The archive has a link that leads out of it, or nowhere: {Encoding.UTF8.GetString(LayerPath.Join(parts)).TrimEnd('\0')}.");
}
