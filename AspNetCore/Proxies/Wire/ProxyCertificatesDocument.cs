namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>Certificates of a proxy.</summary>
internal sealed record ProxyCertificatesDocument
{
    /// <summary>The certificates, by name.</summary>
    public IReadOnlyList<ProxyCertificateDocument> Items { get; set; } = [];
}
