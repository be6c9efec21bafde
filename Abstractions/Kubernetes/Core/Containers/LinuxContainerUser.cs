namespace Reeve.Kubernetes;

/// <summary>User and groups of a container's first process on Linux.</summary>
public sealed record LinuxContainerUser : KubernetesRecord
{
    /// <summary>User id.</summary>
    public long Uid { get; init; }

    /// <summary>Primary group id.</summary>
    public long Gid { get; init; }

    /// <summary>Further group ids.</summary>
    public IReadOnlyList<long> SupplementalGroups { get; init => field = value ?? []; } = [];
}
