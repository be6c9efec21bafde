using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Reeve.Runtime.Proxies.Acme.Signing;

/// <summary>Writes JSON Web Signatures in their flattened form (RFC 7515, 7.2.2), as RFC 8555, 6.2 wants them.</summary>
internal static class SignedRequest
{
    /// <summary>Signs a request of an account, or of a key that has none yet.</summary>
    /// <param name="key">The key.</param>
    /// <param name="account">The account's URL; null to send the key itself.</param>
    /// <param name="url">Where the request goes.</param>
    /// <param name="nonce">A nonce of the server's that was not used.</param>
    /// <param name="payload">JSON; empty to fetch something (POST-as-GET).</param>
    public static byte[] Write(AccountKey key, Uri? account, Uri url, string nonce, ReadOnlySpan<byte> payload)
    {
        var head = Json(writer =>
        {
            writer.WriteString("alg", "ES256");
            if (account is null)
            {
                writer.WritePropertyName("jwk");
                writer.WriteRawValue(key.Jwk);
            }
            else
            {
                writer.WriteString("kid", account.AbsoluteUri);
            }

            writer.WriteString("nonce", nonce);
            writer.WriteString("url", url.AbsoluteUri);
        });
        return Flatten(head, payload, content => key.Sign(content));
    }

    /// <summary>Signs an account's key with the key of another account (RFC 8555, 7.3.4).</summary>
    /// <param name="key">The account's key.</param>
    /// <param name="identifier">The other key's identifier.</param>
    /// <param name="secret">The other key.</param>
    /// <param name="url">Where accounts are made.</param>
    public static byte[] Bind(AccountKey key, string identifier, byte[] secret, Uri url)
    {
        var head = Json(writer =>
        {
            writer.WriteString("alg", "HS256");
            writer.WriteString("kid", identifier);
            writer.WriteString("url", url.AbsoluteUri);
        });
        return Flatten(head, Encoding.UTF8.GetBytes(key.Jwk), content => HMACSHA256.HashData(secret, content));
    }

    private static byte[] Flatten(ReadOnlySpan<byte> head, ReadOnlySpan<byte> payload, Func<byte[], byte[]> sign)
    {
        var (first, second) = (Base64Url.EncodeToString(head), Base64Url.EncodeToString(payload));
        var signature = sign(Encoding.ASCII.GetBytes($"{first}.{second}"));
        return Json(writer =>
        {
            writer.WriteString("protected", first);
            writer.WriteString("payload", second);
            writer.WriteString("signature", Base64Url.EncodeToString(signature));
        });
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
