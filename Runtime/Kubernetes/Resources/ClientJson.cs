using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Resources;

/// <summary>
/// How the client reads and writes: the model's rules, without <c>managedFields</c>, which are half of many objects, and with texts that many
/// objects share kept once.
/// </summary>
internal static class ClientJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Create()
    {
        var model = KubernetesJson.CreateOptions(ClientJsonContext.Default);
        var options = new JsonSerializerOptions(model) { TypeInfoResolver = model.TypeInfoResolver!.WithAddedModifier(SkipManagedFields) };
        options.Converters.Add(new SharedTextConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void SkipManagedFields(JsonTypeInfo type)
    {
        if (type.Type == typeof(ObjectMeta))
        {
            type.Properties.Single(static property => property.Name == "managedFields").CustomConverter = new SkippingConverter();
        }
    }

    private sealed class SkippingConverter : JsonConverter<IReadOnlyList<JsonElement>>
    {
        public override IReadOnlyList<JsonElement> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // The whole value is in the buffer, but a list may go on behind it, where Skip refuses to work.
            return reader.TrySkip() ? [] : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<JsonElement> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value)
            {
                item.WriteTo(writer);
            }

            writer.WriteEndArray();
        }
    }
}
