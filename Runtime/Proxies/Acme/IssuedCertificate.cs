namespace Reeve.Runtime.Proxies.Acme;

/// <summary>A certificate that an authority issued. Its text form hides the key.</summary>
public sealed record IssuedCertificate
{
    /// <summary>The names that it is for.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The chain in PEM, leaf first.</summary>
    public required string ChainPem { get; init; }

    /// <summary>Its private key, PKCS#8 in PEM.</summary>
    public required string KeyPem { get; init; }

    /// <summary>From when it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"certificate for {string.Join(", ", Names)}, valid until {NotAfter:yyyy-MM-dd HH:mm} UTC";
}
