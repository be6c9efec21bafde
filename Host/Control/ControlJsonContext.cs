using System.Text.Json.Serialization;
using Reeve.Host.Doctor;

namespace Reeve.Host.Control;

/// <summary>JSON of the control API beyond the Kubernetes types.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentInfo))]
[JsonSerializable(typeof(IReadOnlyList<PluginSummary>))]
[JsonSerializable(typeof(PluginVerdict))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(ControlError))]
internal sealed partial class ControlJsonContext : JsonSerializerContext;
