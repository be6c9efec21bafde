namespace Reeve.Plugins.Kubeadm.Cleanup;

/// <summary>A process.</summary>
internal sealed record ProcessEntry
{
    public required int Id { get; init; }

    public required int Parent { get; init; }

    /// <summary>Absolute path of its program, also if that is deleted; empty for a thread of the kernel.</summary>
    public required string Program { get; init; }

    /// <summary>The lines of its cgroups that are those of pods.</summary>
    public required IReadOnlyList<string> PodGroups { get; init; }
}
