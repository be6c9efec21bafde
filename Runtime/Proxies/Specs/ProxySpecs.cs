using System.Text;
using System.Text.Json;
using Reeve.Runtime.Text;

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

    /// <summary>
    /// A document changed by a JSON merge patch (RFC 7396): what the patch names is replaced, lists as a whole; what is null in it goes back to its default; all else stays, keys included.
    /// </summary>
    /// <param name="former">The document; null for an empty one.</param>
    /// <param name="patch">The patch: a JSON object with members of a document.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is no object, or what it makes cannot be read, with the path of the value at fault.</exception>
    /// <exception cref="ProxyValidationException">A key is hidden in it, and there is no such certificate.</exception>
    public static ProxySpec Patch(ProxySpec? former, JsonElement patch)
    {
        if (patch.ValueKind is not JsonValueKind.Object)
        {
            throw new ProviderException(ErrorReason.Invalid, $"A merge patch of a document is an object with its members, not {patch.ValueKind}.") { Field = "spec" };
        }

        var shown = JsonSerializer.SerializeToElement(WithoutKeys(former ?? new ProxySpec()), ProxyJson.Default.ProxySpec);
        return WithKeysOf(Read(Encoding.UTF8.GetBytes(JsonMerge.Merge(shown, patch)!.Value.GetRawText())), former);
    }

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
