using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>Answer of the API server where no object is returned, above all an error.</summary>
public sealed record Status() : KubernetesType("v1", "Status")
{
    /// <summary>List metadata.</summary>
    public ListMeta Metadata { get; init => field = value ?? Blank<ListMeta>.Value; } = Blank<ListMeta>.Value;

    /// <summary>One of <see cref="StatusOutcomes"/>; <c>status</c> in JSON.</summary>
    [JsonPropertyName("status")]
    public string? Outcome { get; init; }

    /// <summary>Human-readable description.</summary>
    public string? Message { get; init; }

    /// <summary>Machine-readable cause; one of <see cref="StatusReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>What the failure is about.</summary>
    public StatusDetails? Details { get; init; }

    /// <summary>HTTP status code.</summary>
    public int? Code { get; init; }
}
