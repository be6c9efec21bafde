using System.Text.Json.Serialization;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>The certificates of a cluster.</summary>
internal sealed record CertificatesDocument
{
    /// <summary>The certificates.</summary>
    [JsonPropertyName("CertsInfo")]
    public List<CertificateDocument> Certificates { get; set; } = [];
}
