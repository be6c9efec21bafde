using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Reeve.Runtime.Images.Oci;

/// <summary>A digest as <c>sha256:hex</c> or <c>sha512:hex</c>, checked, so that it may be part of a path.</summary>
internal sealed record OciDigest
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private OciDigest(string algorithm, string hex) => (Algorithm, Hex) = (algorithm, hex);

    public string Algorithm { get; }

    public string Hex { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out OciDigest? digest)
    {
        digest = null;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0)
        {
            return false;
        }

        var (algorithm, hex) = (text![..colon], text[(colon + 1)..]);
        var length = algorithm switch { "sha256" => 64, "sha512" => 128, _ => 0 };
        if (length == 0 || hex.Length != length || hex.AsSpan().ContainsAnyExcept(Hexadecimal))
        {
            return false;
        }

        digest = new OciDigest(algorithm, hex);
        return true;
    }

    /// <exception cref="ProviderException">Invalid: it is none.</exception>
    public static OciDigest Parse(string? text) =>
        TryParse(text, out var digest) ? digest : throw new ProviderException(ErrorReason.Invalid, $"\"{text}\" is no digest that is understood (sha256 or sha512).");

    /// <summary>The digest of something in memory.</summary>
    public static OciDigest Of(ReadOnlySpan<byte> content) => new("sha256", Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Whether something in memory has this digest.</summary>
    public bool Matches(ReadOnlySpan<byte> content) =>
        Hex == Convert.ToHexStringLower(Algorithm == "sha256" ? SHA256.HashData(content) : SHA512.HashData(content));

    /// <summary>Hashes by its algorithm.</summary>
    public IncrementalHash CreateHash() => IncrementalHash.CreateHash(Algorithm == "sha256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512);

    /// <summary>Whether what was hashed has this digest.</summary>
    public bool Matches(IncrementalHash hash) => Hex == Convert.ToHexStringLower(hash.GetHashAndReset());

    public override string ToString() => $"{Algorithm}:{Hex}";
}
