using System.Text.Json;
using System.Text.Json.Serialization;
using Reeve.Runtime.Operations.Audit;

namespace Reeve.AspNetCore.Clusters.Auditing;

/// <summary>JSON of the log of calls, as the audit trail has it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class CallJson : JsonSerializerContext;
