using System.Globalization;
using System.Text.RegularExpressions;

namespace Reeve.Distributions.Versions;

/// <summary>
/// A version of Kubernetes: <c>1.30.2</c>, <c>v1.31.0-rc.1</c>, or a distribution's build of one, <c>v1.30.2+k3s1</c>. Immutable; ordered as
/// Semantic Versioning says, builds of one version by their suffix.
/// </summary>
/// <remarks>Source: https://semver.org (2.0.0); https://kubernetes.io/releases/version-skew-policy/.</remarks>
public sealed partial record KubernetesVersion : IComparable<KubernetesVersion>
{
    /// <summary>Always 1 so far.</summary>
    public required int Major { get; init; }

    /// <summary>The release.</summary>
    public required int Minor { get; init; }

    /// <summary>The patch of the release.</summary>
    public required int Patch { get; init; }

    /// <summary>What follows a dash: <c>rc.1</c>; empty for a final version.</summary>
    public string Prerelease { get; init; } = "";

    /// <summary>What follows a plus: <c>k3s1</c>; empty for Kubernetes' own.</summary>
    public string Build { get; init; } = "";

    /// <summary>The release without patch: <c>1.30</c>.</summary>
    public string Release => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>Reads a version, with or without a leading v.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null if it is none.</returns>
    public static KubernetesVersion? TryParse(string? text)
    {
        var match = Form().Match(text ?? "");
        return match.Success
            && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var minor)
            && int.TryParse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture, out var patch)
            ? new KubernetesVersion { Major = major, Minor = minor, Patch = patch, Prerelease = match.Groups[4].Value, Build = match.Groups[5].Value }
            : null;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is none.</exception>
    public static KubernetesVersion Parse(string text) => TryParse(text)
        ?? throw new ProviderException(ErrorReason.Invalid, $"\"{text}\" is no version of Kubernetes; 1.30.2, v1.30.2 and v1.30.2+k3s1 are.");

    /// <summary>Whether this is of the release <paramref name="minor"/> of Kubernetes 1, or a later one.</summary>
    /// <param name="minor">The release.</param>
    public bool IsAtLeast(int minor) => Major > 1 || (Major == 1 && Minor >= minor);

    /// <inheritdoc/>
    public int CompareTo(KubernetesVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        order = order != 0 ? order : ComparePrereleases(Prerelease, other.Prerelease);
        return order != 0 ? order : CompareParts(Build, other.Build);
    }

    /// <summary>The version without a leading v.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
        text = Prerelease.Length > 0 ? $"{text}-{Prerelease}" : text;
        return Build.Length > 0 ? $"{text}+{Build}" : text;
    }

    /// <summary>Whether one version is earlier than another.</summary>
    public static bool operator <(KubernetesVersion left, KubernetesVersion right) => Comparer<KubernetesVersion>.Default.Compare(left, right) < 0;

    /// <summary>Whether one version is later than another.</summary>
    public static bool operator >(KubernetesVersion left, KubernetesVersion right) => right < left;

    /// <summary>Whether one version is not later than another.</summary>
    public static bool operator <=(KubernetesVersion left, KubernetesVersion right) => !(right < left);

    /// <summary>Whether one version is not earlier than another.</summary>
    public static bool operator >=(KubernetesVersion left, KubernetesVersion right) => !(left < right);

    private static int ComparePrereleases(string left, string right) => (left.Length, right.Length) switch
    {
        (0, 0) => 0,
        (0, _) => 1, // the final version comes after its candidates
        (_, 0) => -1,
        _ => CompareParts(left, right),
    };

    private static int CompareParts(string left, string right)
    {
        var (a, b) = (Parts(left), Parts(right));
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var order = (long.TryParse(a[i], CultureInfo.InvariantCulture, out var x), long.TryParse(b[i], CultureInfo.InvariantCulture, out var y)) switch
            {
                (true, true) => x.CompareTo(y),
                (true, false) => -1, // numbers come before words
                (false, true) => 1,
                _ => string.CompareOrdinal(a[i], b[i]),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);

        // Words and numbers apart, so that k3s10 comes after k3s9.
        static string[] Parts(string text) => [.. Part().Matches(text).Select(match => match.Value)];
    }

    [GeneratedRegex(@"^v?(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"\d{1,18}|[^\d.]+")]
    private static partial Regex Part();
}
