namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Binds an account to one that its owner has with the authority already (RFC 8555, 7.3.4).</summary>
public sealed record ExternalAccountOptions
{
    /// <summary>The key's identifier, as the authority gave it.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>A file that holds the key, in base64url as the authority gave it.</summary>
    public string KeyFile { get; set; } = "";
}
