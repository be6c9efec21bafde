using System.Text.Json;

namespace Reeve.Runtime.Proxies.Specs;

/// <summary>Reads and writes <see cref="ProxySpec"/> as JSON.</summary>
public static class ProxySpecs
{
    private const string Hidden = "(hidden)";

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
        return spec with { Certificates = [.. spec.Certificates.Select(certificate => certificate.Key is null ? certificate : certificate with { Key = Hidden })] };
    }

    /// <summary>A document that people were shown and have changed, with the keys that were hidden from them.</summary>
    /// <param name="spec">The document; a key that is hidden in it becomes that of the former certificate with the same names and chain.</param>
    /// <param name="former">The document that they were shown; null if there was none.</param>
    /// <exception cref="ProxyValidationException">A key is hidden, and there is no such certificate.</exception>
    public static ProxySpec WithKeysOf(ProxySpec spec, ProxySpec? former)
    {
        ArgumentNullException.ThrowIfNull(spec);
        List<FieldError> errors = [];
        var certificates = spec.Certificates.Select((certificate, index) =>
        {
            if (certificate.Key != Hidden)
            {
                return certificate;
            }

            if (former?.Certificates.FirstOrDefault(other => other.Chain == certificate.Chain && other.ServerNames.SequenceEqual(certificate.ServerNames)) is { Key: { } key })
            {
                return certificate with { Key = key };
            }

            errors.Add(new FieldError { Field = $"certificates[{index}].key", Message = "Required value: the key was hidden when the document was shown, and belongs to another certificate" });
            return certificate;
        }).ToList();
        return errors.Count > 0 ? throw new ProxyValidationException(errors) : spec with { Certificates = certificates };
    }
}
