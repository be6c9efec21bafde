using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>A port.</summary>
public sealed record DaemonEndpoint : KubernetesRecord
{
    /// <summary>Port; spelt with a capital in JSON.</summary>
    [JsonPropertyName("Port")]
    public int Port { get; init; }
}
