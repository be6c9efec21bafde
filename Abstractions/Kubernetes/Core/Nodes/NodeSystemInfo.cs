namespace Reeve.Kubernetes;

/// <summary>What a node is and runs.</summary>
public sealed record NodeSystemInfo : KubernetesRecord
{
    /// <summary>Machine id.</summary>
    public string MachineID { get; init => field = value ?? ""; } = "";

    /// <summary>System UUID.</summary>
    public string SystemUUID { get; init => field = value ?? ""; } = "";

    /// <summary>Boot id.</summary>
    public string BootID { get; init => field = value ?? ""; } = "";

    /// <summary>Version of the kernel.</summary>
    public string KernelVersion { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the distribution.</summary>
    public string OsImage { get; init => field = value ?? ""; } = "";

    /// <summary>Runtime, as <c>name://version</c>.</summary>
    public string ContainerRuntimeVersion { get; init => field = value ?? ""; } = "";

    /// <summary>Version of the agent.</summary>
    public string KubeletVersion { get; init => field = value ?? ""; } = "";

    /// <summary>Deprecated by the API; not used.</summary>
    public string KubeProxyVersion { get; init => field = value ?? ""; } = "";

    /// <summary><c>linux</c>, <c>windows</c>, …</summary>
    public string OperatingSystem { get; init => field = value ?? ""; } = "";

    /// <summary><c>amd64</c>, <c>arm64</c>, …</summary>
    public string Architecture { get; init => field = value ?? ""; } = "";

    /// <summary>Swap space.</summary>
    public NodeSwapStatus? Swap { get; init; }
}
