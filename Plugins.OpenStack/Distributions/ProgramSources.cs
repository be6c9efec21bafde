using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.Distributions;

/// <summary>Where machines fetch the program of k3s, for each processor, and what it must be. Pure.</summary>
internal static partial class ProgramSources
{
    // As uname(1) and as k3s' releases call them.
    private static readonly (string Machine, string Name, Architecture Architecture)[] s_processors =
        [("x86_64", "amd64", Architecture.X64), ("aarch64", "arm64", Architecture.Arm64), ("armv7l", "armhf", Architecture.Arm), ("s390x", "s390x", Architecture.S390x)];

    /// <summary>For a template: what it is on each processor.</summary>
    public static IEnumerable<Dictionary<string, object?>> Of(ProgramSource? source, KubernetesVersion version) => s_processors.Select(processor => new Dictionary<string, object?>
    {
        ["machine"] = processor.Machine,
        ["name"] = K3sRelease.Program(processor.Architecture),
        ["url"] = Locate(source, version, K3sRelease.Program(processor.Architecture)),
        ["sums"] = Locate(source, version, K3sRelease.Checksums(processor.Architecture)),
        ["sha256"] = source?.Sha256.GetValueOrDefault($"{version}/{processor.Name}")?.ToLowerInvariant() ?? "",
    });

    /// <summary>Whether a checksum is stated for a version.</summary>
    public static bool HasChecksum(ProgramSource? source, string version) =>
        source is not null && s_processors.Any(processor => source.Sha256.ContainsKey($"{KubernetesVersion.TryParse(version)}/{processor.Name}"));

    /// <summary>What is wrong with what is stated.</summary>
    public static IEnumerable<FieldError> Validate(ProgramSource source)
    {
        if (source.Url.Length > 0 && !Address().IsMatch(source.Url))
        {
            yield return FieldErrors.Invalid("cloudInit.source.url", source.Url, "must be an https URL without quotes, spaces, user or query: machines fetch from it by themselves");
        }

        foreach (var (key, sum) in source.Sha256)
        {
            var (version, processor) = key.LastIndexOf('/') is > 0 and var slash ? (key[..slash], key[(slash + 1)..]) : (key, "");
            if (KubernetesVersion.TryParse(version) is not { Build.Length: > 0 } read || read.ToString() != version || s_processors.All(one => one.Name != processor))
            {
                yield return FieldErrors.Invalid("cloudInit.source.sha256", key, $"must be VERSION/PROCESSOR, as in 1.30.2+k3s1/amd64; processors are {string.Join(", ", s_processors.Select(one => one.Name))}");
            }

            if (sum.Length != 64 || !sum.All(char.IsAsciiHexDigit))
            {
                yield return FieldErrors.Invalid("cloudInit.source.sha256", sum, "must be a SHA-256 checksum of 64 hexadecimal digits");
            }
        }
    }

    private static string Locate(ProgramSource? source, KubernetesVersion version, string file) =>
        (source is { Url.Length: > 0 } ? K3sRelease.Locate(version, file, source.Url) : K3sRelease.Locate(version, file)).AbsoluteUri;

    [GeneratedRegex(@"^https://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~%/+-]*)?\z")]
    private static partial Regex Address();
}
