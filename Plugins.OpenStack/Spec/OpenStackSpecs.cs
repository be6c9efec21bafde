using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>Reads the provider's own part of specifications, over the defaults of the site.</summary>
internal static class OpenStackSpecs
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a value is of the wrong kind.</exception>
    public static OpenStackSpec Read(ClusterSpec spec, JsonElement defaults)
    {
        try
        {
            return Merge(Node(defaults), Node(spec.Provider)).Deserialize(SpecJson.Default.OpenStackSpec) ?? new OpenStackSpec();
        }
        catch (JsonException e)
        {
            var path = (e.Path ?? "").TrimStart('$');
            throw new ProviderException(ErrorReason.Invalid, $"The value of spec.provider{path} cannot be read.", e) { Field = $"spec.provider{path}" };
        }
    }

    /// <summary>The part with everything that the defaults add to it.</summary>
    public static JsonElement Complete(ClusterSpec spec, JsonElement defaults) => JsonSerializer.SerializeToElement(Merge(Node(defaults), Node(spec.Provider)), SpecJson.Default.JsonObject);

    /// <summary>Defaults over other defaults.</summary>
    public static JsonElement Layer(JsonObject below, JsonElement above) => JsonSerializer.SerializeToElement(Merge(below, Node(above)), SpecJson.Default.JsonObject);

    /// <summary>What is stated lies over the defaults: objects field by field, anything else as a whole.</summary>
    private static JsonObject Merge(JsonObject below, JsonObject above)
    {
        foreach (var (name, value) in above)
        {
            below[name] = (below[name], value) switch
            {
                (JsonObject one, JsonObject other) => Merge(one.DeepClone().AsObject(), other),
                _ => value?.DeepClone(),
            };
        }

        return below;
    }

    private static JsonObject Node(JsonElement element) => element.ValueKind is JsonValueKind.Object ? JsonObject.Create(element)!.DeepClone().AsObject() : [];
}
