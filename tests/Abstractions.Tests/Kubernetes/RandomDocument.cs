using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

/// <summary>Makes random documents of a type of the model, with unknown fields at every level.</summary>
internal sealed class RandomDocument(int seed)
{
    private static readonly string[] Texts = ["a", "Always", "ünï ✓", "x/y.z", "\"quoted\" \\ \n", "0", "null", " "];
    private readonly Random _random = new(seed);

    public JsonObject Create(Type type, int depth = 4)
    {
        var document = new JsonObject();
        foreach (var property in KubernetesJson.Options.GetTypeInfo(type).Properties.Where(property => !property.IsExtensionData && property.Name.Length > 0))
        {
            if (IsAlwaysWritten(property) || _random.Next(3) > 0)
            {
                AddIfPossible(document, property.Name, property.PropertyType, depth);
            }
        }

        for (var i = _random.Next(3); i > 0; i--)
        {
            document[$"unknown{i}"] = Any(2);
        }

        return document;
    }

    private static bool IsAlwaysWritten(JsonPropertyInfo property) =>
        (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
        || property.Name is "apiVersion" or "kind" or "items";

    private void AddIfPossible(JsonObject document, string name, Type type, int depth)
    {
        if (depth > 0 || !typeof(KubernetesRecord).IsAssignableFrom(type))
        {
            document[name] = Value(type, depth);
        }
    }

    private JsonNode? Value(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            return new JsonArray([.. Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => Value(item, depth - 1))]);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            var item = type.GetGenericArguments()[1];
            return new JsonObject(Enumerable.Range(0, 1 + _random.Next(2)).Select(i => KeyValuePair.Create($"key{i}", Value(item, depth))));
        }

        return typeof(KubernetesRecord).IsAssignableFrom(type) ? Record(type, depth) : Scalar(type);
    }

    private JsonObject Record(Type type, int depth) =>
        depth > 0 || KubernetesJson.Options.GetTypeInfo(type).Properties.Any(IsAlwaysWritten)
            ? Create(type, depth - 1)
            : [];

    private JsonNode? Scalar(Type type) => type.Name switch
    {
        nameof(String) => Text(),
        nameof(Boolean) => _random.Next(2) == 0,
        nameof(Int32) => _random.Next(int.MinValue, int.MaxValue),
        nameof(Int64) => _random.NextInt64(long.MinValue, long.MaxValue),
        nameof(Time) => new Time(Instant()).ToString(),
        nameof(MicroTime) => new MicroTime(Instant()).ToString(),
        nameof(Quantity) => Quantity.Parse(Quantity.FromScaled(_random.NextInt64(), QuantityScale.Micro, (QuantityFormat)_random.Next(3)).ToString()).ToString(),
        nameof(IntOrString) => _random.Next(2) == 0 ? _random.Next() : Text(),
        nameof(JsonElement) => new JsonObject { ["raw"] = Any(2) },
        "ReadOnlyMemory`1" => Convert.ToBase64String(Bytes()),
        _ => throw new NotSupportedException($"No random value for {type}."),
    };

    private JsonNode? Any(int depth) => _random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => Text(),
        1 => _random.NextInt64(),
        2 => _random.Next(2) == 0,
        3 => null,
        4 => JsonNode.Parse("1.50e3"),
        5 => new JsonArray(Any(depth - 1), Any(depth - 1)),
        _ => new JsonObject { ["name"] = Any(depth - 1), ["Empty"] = new JsonObject() },
    };

    private string Text() => Texts[_random.Next(Texts.Length)];

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(20)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private DateTimeOffset Instant() => DateTimeOffset.UnixEpoch.AddTicks(_random.NextInt64(TimeSpan.TicksPerDay * 40_000));
}
