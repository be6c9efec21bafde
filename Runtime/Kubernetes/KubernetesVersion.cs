using System.Globalization;

namespace Reeve.Runtime.Kubernetes;

/// <summary>What <c>/version</c> answers.</summary>
public sealed record KubernetesVersion
{
    /// <summary>Major version as the server writes it.</summary>
    public string Major { get; init => field = value ?? ""; } = "";

    /// <summary>Minor version as the server writes it, such as <c>20</c> or <c>20+</c>.</summary>
    public string Minor { get; init => field = value ?? ""; } = "";

    /// <summary>Full version, such as <c>v1.20.2</c>.</summary>
    public string GitVersion { get; init => field = value ?? ""; } = "";

    /// <summary>The minor version as a number; 0 if it is none.</summary>
    public int MinorNumber =>
        int.TryParse(Minor.AsSpan().TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : 0;

    /// <summary>Whether the server is of a minor version of 1, or a newer one.</summary>
    public bool IsAtLeast(int minor) => Major != "1" ? Major.Length > 0 : MinorNumber >= minor;
}
