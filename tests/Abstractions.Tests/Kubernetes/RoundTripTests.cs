using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class RoundTripTests
{
    public static TheoryData<string> TypeNames => [.. ModelTypes.All.Select(type => type.ToString())];

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void ReadWrite_RandomDocumentWithUnknownFields_GivesTheSameDocument(string typeName)
    {
        var type = ModelTypes.All.Single(type => type.ToString() == typeName);

        Prop.ForAll<int>(seed =>
        {
            var document = new RandomDocument(seed).Create(type);
            return JsonNode.DeepEquals(document, ReadWrite(type, document.ToJsonString()))
                ? true
                : throw new InvalidOperationException($"Read {document}\nwrote {ReadWrite(type, document.ToJsonString())}");
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Read_NullForEveryOptionalField_LeavesThemOut(string typeName)
    {
        var type = ModelTypes.All.Single(type => type.ToString() == typeName);
        var properties = KubernetesJson.Options.GetTypeInfo(type).Properties.Where(property => !property.IsExtensionData && !property.PropertyType.IsValueType);
        var nulls = new JsonObject(properties.Select(property => KeyValuePair.Create<string, JsonNode?>(property.Name, null)));

        var written = ReadWrite(type, nulls.ToJsonString());

        Assert.True(JsonNode.DeepEquals(ReadWrite(type, "{}"), written), written?.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Read_EmptyDocument_NoCollectionOrPartIsNull(string typeName)
    {
        var type = ModelTypes.All.Single(type => type.ToString() == typeName);
        var info = KubernetesJson.Options.GetTypeInfo(type);

        var value = JsonSerializer.Deserialize("{}", info)!;

        Assert.All(
            info.Properties.Where(property => !property.IsExtensionData && !property.PropertyType.IsValueType && !property.IsGetNullable),
            property => Assert.True(property.Get!(value) is not null, property.Name));
    }

    private static JsonNode? ReadWrite(Type type, string json)
    {
        var info = KubernetesJson.Options.GetTypeInfo(type);
        return JsonNode.Parse(JsonSerializer.Serialize(JsonSerializer.Deserialize(json, info), info));
    }
}
