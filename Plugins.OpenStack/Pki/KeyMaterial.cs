namespace Reeve.Plugins.OpenStack.Pki;

/// <summary>A key on the curve P-256, and what others may know of it.</summary>
internal sealed record KeyMaterial
{
    /// <summary>The private number: 32 octets in base64.</summary>
    public required string Key { get; init; }

    /// <summary>The certificate, or the public key, in PEM.</summary>
    public required string Certificate { get; init; }
}
