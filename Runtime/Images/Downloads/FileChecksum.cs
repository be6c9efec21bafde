using System.Security.Cryptography;

namespace Reeve.Runtime.Images;

/// <summary>What a file's content has to be.</summary>
/// <param name="Algorithm">SHA-256 or SHA-512.</param>
/// <param name="Hex">The digest, in lower case.</param>
internal sealed record FileChecksum(HashAlgorithmName Algorithm, string Hex)
{
    /// <summary>Reads <c>sha256=…</c>.</summary>
    public static FileChecksum? TryParse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? null : TryCreate(text[..equals], text[(equals + 1)..]);
    }

    /// <summary>Makes one from the name of an algorithm, such as <c>SHA512</c> or <c>sha-256</c>, and a digest; null if either is none.</summary>
    public static FileChecksum? TryCreate(string algorithm, string hex)
    {
        var (name, length) = algorithm.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "SHA256" => (HashAlgorithmName.SHA256, 64),
            "SHA512" => (HashAlgorithmName.SHA512, 128),
            _ => (default, -1),
        };
        return hex.Length == length && hex.All(char.IsAsciiHexDigit) ? new FileChecksum(name, hex.ToLowerInvariant()) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Algorithm.Name?.ToLowerInvariant()}={Hex}";
}
