using System.Text.Json;

namespace Reeve.Runtime.Proxies.Specs;

/// <summary>Reads and writes <see cref="ProxySpec"/> as JSON.</summary>
public static class ProxySpecs
{
    /// <summary>Reads a document. Unknown fields are errors. Whether it is valid is another question.</summary>
    /// <param name="utf8Json">JSON in UTF-8; comments and trailing commas are allowed.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>, with the path of the value at fault.</exception>
    public static ProxySpec Read(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8Json, ProxyJson.Default.ProxySpec) ?? throw new ProviderException(ErrorReason.Invalid, "The document is null.");
        }
        catch (JsonException exception)
        {
            var field = exception.Path?.TrimStart('$').TrimStart('.');
            throw new ProviderException(ErrorReason.Invalid, $"The document cannot be read{(string.IsNullOrEmpty(field) ? "" : $" at {field}")}: {exception.Message}")
            {
                Field = field,
            };
        }
    }

    /// <summary>Writes a document.</summary>
    /// <param name="spec">The document, with its keys.</param>
    public static byte[] Write(ProxySpec spec) => JsonSerializer.SerializeToUtf8Bytes(spec, ProxyJson.Default.ProxySpec);

    /// <summary>The document without the keys in it, for people.</summary>
    /// <param name="spec">The document.</param>
    public static ProxySpec WithoutKeys(ProxySpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec with { Certificates = [.. spec.Certificates.Select(certificate => certificate.Key is null ? certificate : certificate with { Key = "(hidden)" })] };
    }
}
