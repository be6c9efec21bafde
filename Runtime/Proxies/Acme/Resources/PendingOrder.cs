namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>An order that has not ended, as it is kept on disk: after a restart it is gone on with instead of counted again.</summary>
internal sealed record PendingOrder
{
    public required Uri Directory { get; init; }

    public required Uri Url { get; init; }

    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The certificate's private key, PKCS#8 in PEM.</summary>
    public required string KeyPem { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"order {Url}";
}
