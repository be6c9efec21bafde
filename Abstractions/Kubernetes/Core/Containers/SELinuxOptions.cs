namespace Reeve.Kubernetes;

/// <summary>SELinux context.</summary>
public sealed record SELinuxOptions : KubernetesRecord
{
    /// <summary>User.</summary>
    public string? User { get; init; }

    /// <summary>Role.</summary>
    public string? Role { get; init; }

    /// <summary>Type.</summary>
    public string? Type { get; init; }

    /// <summary>Level.</summary>
    public string? Level { get; init; }
}
