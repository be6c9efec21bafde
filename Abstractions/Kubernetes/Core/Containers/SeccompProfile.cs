namespace Reeve.Kubernetes;

/// <summary>Seccomp profile.</summary>
public sealed record SeccompProfile : KubernetesRecord
{
    /// <summary>One of <see cref="SecurityProfileTypes"/>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Path of a profile on the node, for <c>Localhost</c>.</summary>
    public string? LocalhostProfile { get; init; }
}
