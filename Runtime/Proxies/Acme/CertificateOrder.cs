namespace Reeve.Runtime.Proxies.Acme;

/// <summary>What a certificate is wanted for.</summary>
public sealed record CertificateOrder
{
    /// <summary>DNS names in lower case, wildcards as <c>*.example.org</c>; addresses where the authority takes them.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The chain that it takes the place of, in PEM; null for none. The authority may exempt it from rate limits.</summary>
    public string? ReplacesPem { get; init; }
}
