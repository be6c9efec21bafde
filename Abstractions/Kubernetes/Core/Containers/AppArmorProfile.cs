namespace Reeve.Kubernetes;

/// <summary>AppArmor profile.</summary>
public sealed record AppArmorProfile : KubernetesRecord
{
    /// <summary>One of <see cref="SecurityProfileTypes"/>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Name of a profile loaded on the node, for <c>Localhost</c>.</summary>
    public string? LocalhostProfile { get; init; }
}
