using System.Text.Json.Serialization;
using Reeve.Host.Doctor;
using Reeve.Runtime.Images;

namespace Reeve.Host.Control;

/// <summary>JSON of the control API beyond the Kubernetes types.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentInfo))]
[JsonSerializable(typeof(IReadOnlyList<PluginSummary>))]
[JsonSerializable(typeof(PluginVerdict))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(IReadOnlyList<StoredImage>))]
[JsonSerializable(typeof(ImageOutcome))]
[JsonSerializable(typeof(ControlError))]
internal sealed partial class ControlJsonContext : JsonSerializerContext;
