namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>What an authority says of itself (RFC 8555, 7.1.1).</summary>
internal sealed record DirectoryMeta
{
    public string? TermsOfService { get; init; }

    public bool ExternalAccountRequired { get; init; }

    /// <summary>The profiles of certificates that it offers, with what each is for.</summary>
    public IReadOnlyDictionary<string, string> Profiles { get; set; } = new Dictionary<string, string>();
}
