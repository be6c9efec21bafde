using NuGet.Versioning;

namespace Reeve.Host.Packages.Resolution;

/// <summary>Which versions are wanted.</summary>
/// <param name="Range">The range.</param>
/// <param name="IsExact">One version and no other.</param>
/// <param name="Prerelease">Pre-releases too.</param>
internal sealed record VersionRequest(VersionRange Range, bool IsExact, bool Prerelease)
{
    /// <summary>Reads what was written: a bare version means itself, all else is a range.</summary>
    /// <param name="text">Null for any version.</param>
    /// <param name="prerelease">Pre-releases too.</param>
    /// <exception cref="ProviderException">It is neither.</exception>
    public static VersionRequest Parse(string? text, bool prerelease)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new VersionRequest(VersionRange.All, IsExact: false, prerelease);
        }

        if (NuGetVersion.TryParse(text, out var exact))
        {
            return new VersionRequest(new VersionRange(exact, includeMinVersion: true, exact, includeMaxVersion: true), IsExact: true, exact.IsPrerelease);
        }

        if (!VersionRange.TryParse(text, allowFloating: true, out var range))
        {
            throw PackageFailure.Invalid($"\"{text}\" is neither a version such as 1.2.3 nor a range such as [1.2,2.0) or 1.*.", "version");
        }

        var mentioned = range.MinVersion?.IsPrerelease == true || range.MaxVersion?.IsPrerelease == true || range.Float?.IncludePrerelease == true;
        return new VersionRequest(range, IsExact: false, prerelease || mentioned);
    }

    /// <summary>Whether a version is wanted.</summary>
    public bool Admits(NuGetVersion version) => (Prerelease || !version.IsPrerelease) && Range.Satisfies(version) && Range.Float?.Satisfies(version) != false;
}
