using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reeve.Runtime.Operations.Journal;

/// <summary>JSON of operations on disk, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(OperationRecord))]
[JsonSerializable(typeof(StepCommandRecord))]
[JsonSerializable(typeof(LedgerDocument))]
internal sealed partial class OperationJson : JsonSerializerContext
{
    private static readonly JsonElement s_empty = JsonDocument.Parse("{}").RootElement;

    /// <summary>An element that can be written: one that was never set is an empty object.</summary>
    public static JsonElement OrEmpty(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? s_empty : element;
}
