using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Host.Configuration;
using Reeve.Runtime.Proxies.Specs;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Proxies;

/// <summary>Reads documents of proxies: YAML or JSON, bare or as they are shown, with a <c>spec</c> and other things around it. Pure.</summary>
internal static class ProxyDocumentText
{
    private const string Body = "spec";

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">What the user calls it.</param>
    /// <returns>The document, and the revision that it says it was made from.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is none, with the line.</exception>
    public static (ProxySpec Spec, long? Revision) Read(string text, string file)
    {
        var root = Load(text, file);
        var shown = root.Children.TryGetValue(new YamlScalarNode(Body), out var inner);
        var node = shown ? inner! : root;
        try
        {
            var spec = Read(YamlJson.Convert(node));
            var revision = shown && root.Children.TryGetValue(new YamlScalarNode("revision"), out var number)
                && long.TryParse(number.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : (long?)null;
            return (spec, revision);
        }
        catch (ProviderException exception)
        {
            var place = YamlPlaces.Find(node, exception.Field ?? "");
            throw new ProviderException(ErrorReason.Invalid, string.Create(CultureInfo.InvariantCulture, $"{file}:{place.Start.Line}: {exception.Message}"), exception) { Field = exception.Field };
        }
    }

    /// <summary>Reads a JSON merge patch of a document (RFC 7396), written as YAML or JSON, bare or in a <c>spec</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">What the user calls it.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is none, with the line.</exception>
    public static JsonElement ReadPatch(string text, string file)
    {
        var root = Load(text, file);
        var patch = YamlJson.Convert(root.Children.TryGetValue(new YamlScalarNode(Body), out var inner) ? inner : root);
        using var document = JsonDocument.Parse(patch?.ToJsonString() ?? "null");
        return document.RootElement.Clone();
    }

    /// <summary>Reads a document from JSON that was made of YAML.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is none.</exception>
    public static ProxySpec Read(JsonNode? node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            (node ?? new JsonObject()).WriteTo(writer);
        }

        return ProxySpecs.Read(buffer.ToArray());
    }

    private static YamlMappingNode Load(string text, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents switch
            {
                [] => throw new ProviderException(ErrorReason.Invalid, $"There is nothing in {file}."),
                [{ RootNode: YamlMappingNode root }] => root,
                [_] => throw new ProviderException(ErrorReason.Invalid, $"{file} holds no document of a proxy: listeners, routes, upstreams and certificates are wanted."),
                _ => throw new ProviderException(ErrorReason.Invalid, $"{file} holds several documents; a proxy has one."),
            };
        }
        catch (YamlException exception)
        {
            throw new ProviderException(ErrorReason.Invalid, string.Create(CultureInfo.InvariantCulture, $"{file}:{exception.Start.Line}: {exception.Message}"), exception);
        }
    }
}
