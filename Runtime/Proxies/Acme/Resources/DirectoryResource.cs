namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>Where an authority's services are (RFC 8555, 7.1.1).</summary>
internal sealed record DirectoryResource
{
    public required Uri NewNonce { get; init; }

    public required Uri NewAccount { get; init; }

    public required Uri NewOrder { get; init; }

    /// <summary>Where renewal times are asked for (RFC 9773); null if it gives none.</summary>
    public Uri? RenewalInfo { get; init; }

    public DirectoryMeta Meta { get; set; } = new();
}
