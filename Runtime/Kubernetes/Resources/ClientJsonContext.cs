using System.Text.Json.Serialization;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections.Exec;

namespace Reeve.Runtime.Kubernetes.Resources;

/// <summary>Source-generated metadata of the client's own types. Use it through <see cref="ClientJson"/>.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UntypedObject))]
[JsonSerializable(typeof(KubernetesList<UntypedObject>), TypeInfoPropertyName = "UntypedObjectList")]
[JsonSerializable(typeof(KubernetesVersion))]
[JsonSerializable(typeof(ExecCredential))]
internal sealed partial class ClientJsonContext : JsonSerializerContext;
