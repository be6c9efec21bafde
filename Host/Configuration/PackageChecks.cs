namespace Reeve.Host.Configuration;

/// <summary>Checks of the section <c>packages</c>.</summary>
internal static class PackageChecks
{
    private const int FingerprintDigits = 64;

    /// <summary>What is wrong, by key.</summary>
    public static IEnumerable<(string Key, string Message)> Problems(PackageSettings settings)
    {
        if (settings.Signatures is not ("accept" or "require"))
        {
            yield return ("packages.signatures", $"packages.signatures is accept or require, not {settings.Signatures}.");
        }

        if (settings.Signatures == "require" && settings.TrustedFingerprints.Count == 0)
        {
            yield return ("packages.signatures", "packages.signatures: require needs packages.trustedFingerprints: without any, no package could be installed.");
        }

        foreach (var fingerprint in settings.TrustedFingerprints)
        {
            var digits = fingerprint.Replace(":", "", StringComparison.Ordinal);
            if (digits.Length != FingerprintDigits || !digits.All(char.IsAsciiHexDigit))
            {
                yield return ("packages.trustedFingerprints", $"packages.trustedFingerprints takes SHA-256 fingerprints of {FingerprintDigits} hex digits; \"{fingerprint}\" is none.");
            }
        }

        foreach (var source in settings.Sources.Where(static source => source.Length == 0 || source.StartsWith('.')))
        {
            yield return ("packages.sources", $"packages.sources takes addresses, absolute paths and names of sources; \"{source}\" is none.");
        }
    }
}
