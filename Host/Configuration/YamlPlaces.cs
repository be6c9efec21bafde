using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Configuration;

/// <summary>Finds where a field stands.</summary>
internal static class YamlPlaces
{
    /// <summary>The deepest node on the way to a field: the field itself may be missing.</summary>
    /// <param name="node">Where to begin.</param>
    /// <param name="path">The field, such as <c>certificates[0].names</c>.</param>
    public static YamlNode Find(YamlNode node, string path)
    {
        foreach (var part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = node switch
            {
                YamlMappingNode mapping when mapping.Children.TryGetValue(new YamlScalarNode(part.Trim('[', ']')), out var child) => child,
                YamlSequenceNode list when int.TryParse(part.Trim('[', ']'), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Children.Count => list.Children[index],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node;
    }
}
