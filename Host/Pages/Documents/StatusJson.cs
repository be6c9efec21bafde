using System.Text.Json.Serialization;

namespace Reeve.Host.Pages.Documents;

/// <summary>JSON of the status page: on one line, what is not set left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentSummary))]
[JsonSerializable(typeof(NodeInfo))]
[JsonSerializable(typeof(PodInfo))]
[JsonSerializable(typeof(PluginDetail))]
[JsonSerializable(typeof(ClusterInfo))]
[JsonSerializable(typeof(OperationInfo))]
[JsonSerializable(typeof(ProxyInfo))]
[JsonSerializable(typeof(SessionInfo))]
[JsonSerializable(typeof(SignInRequest))]
internal sealed partial class StatusJson : JsonSerializerContext;
