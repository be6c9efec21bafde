using System.Globalization;
using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>Finds the place of a field in a document.</summary>
internal static class NodePath
{
    /// <summary>The place of the field's value, or of the innermost value around it that is there.</summary>
    /// <param name="node">The object.</param>
    /// <param name="path">A path such as <c>spec.containers[0].resources.limits[cpu]</c>.</param>
    public static TextPosition Find(ManifestNode node, string path)
    {
        var rest = path.AsSpan();
        while (!rest.IsEmpty)
        {
            var next = Step(node, TakeSegment(ref rest));
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node.Position;
    }

    private static string TakeSegment(ref ReadOnlySpan<char> rest)
    {
        var isKey = rest[0] == '[';
        var end = isKey ? rest.IndexOf(']') : rest.IndexOfAny('.', '[');
        end = end < 0 ? rest.Length : end;
        var segment = isKey ? rest[1..end] : rest[..end];
        rest = rest[Math.Min(isKey ? end + 1 : end, rest.Length)..];
        if (!rest.IsEmpty && rest[0] == '.')
        {
            rest = rest[1..];
        }

        return segment.ToString();
    }

    private static ManifestNode? Step(ManifestNode node, string segment)
    {
        if (node.Kind != NodeKind.Array)
        {
            return node[segment];
        }

        return int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < node.Items.Count ? node.Items[index] : null;
    }
}
