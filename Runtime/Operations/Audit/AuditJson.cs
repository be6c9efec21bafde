using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reeve.Runtime.Operations.Audit;

/// <summary>JSON of the audit trail, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext;
