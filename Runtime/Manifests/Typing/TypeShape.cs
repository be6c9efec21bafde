using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Runtime.Manifests.Typing;

/// <summary>The fields of a type of the object model, from its source-generated metadata.</summary>
internal sealed class TypeShape
{
    private static readonly ConcurrentDictionary<(Type Type, JsonSerializerOptions Options), TypeShape> Cache = new();

    private TypeShape(JsonTypeInfo info) =>
        Fields = info.Properties
            .Where(static p => !p.IsExtensionData)
            .ToDictionary(static p => p.Name, static p => p.PropertyType, StringComparer.Ordinal);

    /// <summary>Types of the fields by their names in JSON.</summary>
    public IReadOnlyDictionary<string, Type> Fields { get; }

    public static TypeShape Of(JsonTypeInfo info) => Cache.GetOrAdd((info.Type, info.Options), static (_, i) => new(i), info);
}
