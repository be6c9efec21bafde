using System.Text.Json.Serialization;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>The API server of a cluster.</summary>
internal sealed record ApiServerDocument
{
    /// <summary>Additional names and addresses in its certificate.</summary>
    [JsonPropertyName("certSANs")]
    public List<string>? CertSans { get; set; }
}
