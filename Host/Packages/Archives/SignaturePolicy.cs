using NuGet.Common;
using NuGet.Packaging;
using NuGet.Packaging.Signing;

namespace Reeve.Host.Packages.Archives;

/// <summary>
/// Whose packages are taken. A signature that does not fit its package is refused always; where signatures are required, each package must bear one, of its author or of
/// a repository, by a certificate whose fingerprint is trusted.
/// </summary>
/// <param name="options">The policy.</param>
internal sealed class SignaturePolicy(PackageOptions options)
{
    private const HashAlgorithmName Algorithm = HashAlgorithmName.SHA256;

    /// <summary>Verifies a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The fingerprint of its signer; null if it bears no signature.</returns>
    /// <exception cref="ProviderException">It is refused.</exception>
    public async Task<string?> VerifyAsync(PackageArchiveReader package, string name, CancellationToken cancellationToken)
    {
        try
        {
            var signature = await package.GetPrimarySignatureAsync(cancellationToken);
            var fingerprint = signature?.GetSigningCertificateFingerprint(Algorithm).ToLowerInvariant();
            if (options.RequireSignatures)
            {
                Require(signature, name);
            }

            var result = await Verifier().VerifySignaturesAsync(package, Settings(), cancellationToken);
            return result.IsValid
                ? fingerprint
                : throw PackageFailure.Refused($"The signature of {name} is wrong: {Reasons(result)}. Get the package from its author again.");
        }
        catch (SignatureException exception)
        {
            throw PackageFailure.Refused($"The signature of {name} is wrong: {exception.Message} Get the package from its author again.", exception);
        }
    }

    private void Require(PrimarySignature? signature, string name)
    {
        if (signature is null)
        {
            throw PackageFailure.Refused($"The package {name} bears no signature, and packages.signatures says that it must.");
        }

        var fingerprints = new[] { signature, (Signature?)RepositoryCountersignature.GetRepositoryCountersignature(signature) }
            .OfType<Signature>().Select(static one => one.GetSigningCertificateFingerprint(Algorithm)).ToArray();
        if (!fingerprints.Any(IsTrusted))
        {
            throw PackageFailure.Refused(
                $"The package {name} is signed by {string.Join(" and ", fingerprints.Select(static one => one.ToLowerInvariant()))}, which packages.trustedFingerprints does not name.");
        }
    }

    private bool IsTrusted(string fingerprint) => options.TrustedFingerprints.Any(one => Plain(one).Equals(fingerprint, StringComparison.OrdinalIgnoreCase));

    // A pinned certificate needs no authority: the pin says more than a root would.
    private PackageSignatureVerifier Verifier() => options.RequireSignatures
        ? new PackageSignatureVerifier(
        [
            new IntegrityVerificationProvider(),
            new SignatureTrustAndValidityVerificationProvider(options.TrustedFingerprints.Select(static one => KeyValuePair.Create(Plain(one), Algorithm))),
        ])
        : new PackageSignatureVerifier([new IntegrityVerificationProvider()]);

    private SignedPackageVerifierSettings Settings() =>
        options.RequireSignatures ? SignedPackageVerifierSettings.GetRequireModeDefaultPolicy() : SignedPackageVerifierSettings.GetAcceptModeDefaultPolicy();

    private static string Plain(string fingerprint) => fingerprint.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string Reasons(VerifySignaturesResult result) => result.Results.SelectMany(static one => one.GetErrorIssues()).Select(static issue => issue.Message.TrimEnd('.')).ToArray() is { Length: > 0 } reasons
        ? string.Join("; ", reasons)
        : "it does not fit the package";
}
