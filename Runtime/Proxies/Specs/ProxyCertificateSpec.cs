namespace Reeve.Runtime.Proxies.Specs;

/// <summary>A certificate with its key, in the document itself or in files. Its text form hides the key.</summary>
public sealed record ProxyCertificateSpec
{
    /// <summary>A name for it (RFC 1123 label), by which it is known again in changes; null for none.</summary>
    public string? Name { get; set; }

    /// <summary>Server names, <c>*.example.org</c> for one label; empty for the default certificate.</summary>
    public IReadOnlyList<string> ServerNames { get; set; } = [];

    /// <summary>Absolute path of the chain in PEM, leaf first.</summary>
    public string? ChainFile { get; set; }

    /// <summary>Absolute path of the key in PEM.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The chain itself.</summary>
    public string? Chain { get; set; }

    /// <summary>The key itself.</summary>
    public string? Key { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"certificate for {(ServerNames.Count == 0 ? "all names" : string.Join(", ", ServerNames))}";
}
