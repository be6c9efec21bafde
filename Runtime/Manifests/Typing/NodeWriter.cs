using System.Text.Json;
using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Manifests.Typing;

/// <summary>Writes a node as JSON, whatever it is.</summary>
internal static class NodeWriter
{
    public static void Write(Utf8JsonWriter writer, ManifestNode node)
    {
        switch (node.Kind)
        {
            case NodeKind.Object:
                writer.WriteStartObject();
                foreach (var member in node.Members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case NodeKind.Array:
                writer.WriteStartArray();
                foreach (var item in node.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case NodeKind.String:
                writer.WriteStringValue(node.Text);
                break;
            default:
                writer.WriteRawValue(node.Text, skipInputValidation: true);
                break;
        }
    }
}
