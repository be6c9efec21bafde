using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Kubernetes;

/// <summary>JSON of the object model, by source generation alone. Thread-safe.</summary>
public static class KubernetesJson
{
    /// <summary>
    /// Read-only options for the types of the model: camelCase, nulls and empty collections left out, unknown fields kept, no
    /// comments, no trailing commas. For further types see <see cref="CreateOptions"/>.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions([]);

    /// <summary>Metadata of a type of the model.</summary>
    /// <exception cref="NotSupportedException">The type is not one of the model.</exception>
    public static JsonTypeInfo<T> GetTypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>Writes UTF-8 JSON.</summary>
    public static byte[] SerializeToUtf8Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, GetTypeInfo<T>());

    /// <summary>Writes JSON text.</summary>
    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, GetTypeInfo<T>());

    /// <summary>Makes a JSON element of a value.</summary>
    public static JsonElement SerializeToElement<T>(T value) => JsonSerializer.SerializeToElement(value, GetTypeInfo<T>());

    /// <summary>Reads UTF-8 JSON.</summary>
    /// <exception cref="JsonException">The text is not JSON, is null, or does not fit the type; it carries path, line and position.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8) => NotNull(JsonSerializer.Deserialize(utf8, GetTypeInfo<T>()));

    /// <summary>Reads JSON text.</summary>
    /// <exception cref="JsonException">The text is not JSON, is null, or does not fit the type; it carries path, line and position.</exception>
    public static T Deserialize<T>(string json) => NotNull(JsonSerializer.Deserialize(json, GetTypeInfo<T>()));

    /// <summary>Reads a JSON element.</summary>
    /// <exception cref="JsonException">The element is null or does not fit the type; it carries the path.</exception>
    public static T Deserialize<T>(JsonElement element) => NotNull(element.Deserialize(GetTypeInfo<T>()));

    /// <summary>Reads UTF-8 JSON from a stream to its end.</summary>
    /// <exception cref="JsonException">The text is not JSON, is null, or does not fit the type; it carries path, line and position.</exception>
    public static async ValueTask<T> DeserializeAsync<T>(Stream utf8, CancellationToken cancellationToken) =>
        NotNull(await JsonSerializer.DeserializeAsync(utf8, GetTypeInfo<T>(), cancellationToken));

    /// <summary>
    /// Whether two values say the same in JSON, whatever the order of keys. Records alone compare their collections by reference.
    /// </summary>
    public static bool DeepEquals<T>(T left, T right) =>
        ReferenceEquals(left, right) || JsonElement.DeepEquals(SerializeToElement(left), SerializeToElement(right));

    /// <summary>
    /// Read-only options for the model and further types, such as custom resources of an author: the same rules hold for all of
    /// them. Keep the result: making it is expensive, and it must not outlive the types' assembly.
    /// </summary>
    public static JsonSerializerOptions CreateOptions(params ReadOnlySpan<IJsonTypeInfoResolver> contexts)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // The output is never put into a page; the default would write + and ' as \u escapes.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([KubernetesJsonContext.Default, .. contexts])
                .WithAddedModifier(OmitEmpty.Apply)
                .WithAddedModifier(NullItems.Apply),
        };
        foreach (var converter in WatchEventConverters.All)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }

    private static T NotNull<T>(T? value) => value ?? throw new JsonException($"The document is null where a {typeof(T).Name} is expected.");
}
