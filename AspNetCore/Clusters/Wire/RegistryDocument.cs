using System.Text.Json.Serialization;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>A registry that the container runtime pulls from.</summary>
internal sealed record RegistryDocument
{
    /// <summary>Its addresses.</summary>
    public List<string>? PrivateRegistryEndpoints { get; set; }

    /// <summary>Its name in references of images.</summary>
    [JsonPropertyName("privateRegistryFQDN")]
    public string? PrivateRegistryFqdn { get; set; }

    /// <summary>Whether its certificate is not checked.</summary>
    public bool? SkipTls { get; set; }

    /// <summary>How one signs in.</summary>
    public RegistryAuthDocument? RegistryAuth { get; set; }

    /// <summary>Files of certificate authorities.</summary>
    public List<string>? CertFiles { get; set; }
}
