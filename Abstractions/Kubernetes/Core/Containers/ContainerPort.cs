using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>A port a container listens on.</summary>
public sealed record ContainerPort : KubernetesRecord
{
    /// <summary>Name by which services and probes refer to it.</summary>
    public string? Name { get; init; }

    /// <summary>Port on the node, 1 to 65535.</summary>
    public int? HostPort { get; init; }

    /// <summary>Port in the container, 1 to 65535; <c>containerPort</c> in JSON.</summary>
    [JsonPropertyName("containerPort")]
    public int Port { get; init; }

    /// <summary>One of <see cref="Protocols"/>; default TCP.</summary>
    public string? Protocol { get; init; }

    /// <summary>Address on the node to bind.</summary>
    public string? HostIP { get; init; }
}
