using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>What was last observed of a container.</summary>
public sealed record ContainerStatus : KubernetesRecord
{
    /// <summary>Name of the container.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>State now.</summary>
    public ContainerState State { get; init => field = value ?? Blank<ContainerState>.Value; } = Blank<ContainerState>.Value;

    /// <summary>How it last ended.</summary>
    public ContainerState LastState { get; init => field = value ?? Blank<ContainerState>.Value; } = Blank<ContainerState>.Value;

    /// <summary>Whether it is ready to serve.</summary>
    public bool Ready { get; init; }

    /// <summary>How often it was started again.</summary>
    public int RestartCount { get; init; }

    /// <summary>Image that runs.</summary>
    public string Image { get; init => field = value ?? ""; } = "";

    /// <summary>Image with its digest.</summary>
    public string ImageID { get; init => field = value ?? ""; } = "";

    /// <summary><c>type://id</c>, as the runtime names it.</summary>
    public string? ContainerID { get; init; }

    /// <summary>Whether it has started and passed its startup probe.</summary>
    public bool? Started { get; init; }

    /// <summary>Requests the node has granted.</summary>
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>Requests and limits in force.</summary>
    public ResourceRequirements? Resources { get; init; }

    /// <summary>How volumes are mounted.</summary>
    public IReadOnlyList<VolumeMountStatus> VolumeMounts { get; init => field = value ?? []; } = [];

    /// <summary>User the first process runs as.</summary>
    public ContainerUser? User { get; init; }

    /// <summary>Health of devices the container uses.</summary>
    public IReadOnlyList<ResourceStatus> AllocatedResourcesStatus { get; init => field = value ?? []; } = [];

    /// <summary>Signal in force for asking it to end.</summary>
    public string? StopSignal { get; init; }
}
