namespace Reeve.Kubernetes;

/// <summary>A Secret as files.</summary>
public sealed record SecretVolumeSource : KubernetesRecord
{
    /// <summary>Name of the Secret.</summary>
    public string? SecretName { get; init; }

    /// <summary>Keys to show; empty shows all.</summary>
    public IReadOnlyList<KeyToPath> Items { get; init => field = value ?? []; } = [];

    /// <summary>Permission bits of the files; default 0644.</summary>
    public int? DefaultMode { get; init; }

    /// <summary>Whether the Secret and its keys may be missing.</summary>
    public bool? Optional { get; init; }
}
