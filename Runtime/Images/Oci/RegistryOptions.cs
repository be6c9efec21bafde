using System.Security.Cryptography.X509Certificates;

namespace Reeve.Runtime.Images.Oci;

/// <summary>How registries are reached.</summary>
public sealed record RegistryOptions
{
    /// <summary>Base addresses of mirrors by registry, in the order in which they are asked; the registry itself is asked last.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Uri>> Mirrors { get; init; } = new Dictionary<string, IReadOnlyList<Uri>>();

    /// <summary>Registries, as <c>host</c> or <c>host:port</c>, that may be spoken to without TLS. Those on loopback addresses may in any case.</summary>
    public IReadOnlyCollection<string> Insecure { get; init; } = [];

    /// <summary>Certificate authorities besides the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>How long a registry may be silent in the middle of an answer.</summary>
    /// <value>60 s.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a download that broke off goes on from where it was.</summary>
    /// <value>5.</value>
    public int MaxResumes { get; init; } = 5;
}
