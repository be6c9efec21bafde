namespace Reeve.Host.Configuration;

/// <summary>Settings of how pods are read and run.</summary>
internal sealed record PodOptions
{
    /// <summary>Unknown fields are errors.</summary>
    [Setting("Whether a field of a manifest that the Kubernetes API does not know is an error instead of a warning.", Flag = "--strict")]
    public bool Strict { get; init; }

    /// <summary>Directories are watched.</summary>
    [Setting(
        "Whether given files and directories are watched, so that pods are added, changed and deleted with their files.",
        Flag = "--watch")]
    public bool Watch { get; init; }

    /// <summary>Workloads end with the agent.</summary>
    [Setting(
        "Whether a clean end of the agent (SIGTERM, SIGINT) also stops the workloads. By default they go on and the next agent adopts them.",
        Flag = "--stop-workloads")]
    public bool StopWorkloads { get; init; }

    /// <summary>Secrets may be written to disk.</summary>
    [Setting(
        "Whether secrets may be written to the disk where the machine has no directory in memory (tmpfs) for them. Otherwise pods that "
        + "mount secrets are refused there.")]
    public bool SecretsOnDisk { get; init; }

    /// <summary>Features whose lack is only reported.</summary>
    [Setting(
        "Features that a pod may ask for although the provider lacks them, such as `CpuLimits` or `RunAsUser`: an event says what is ignored. "
        + "Otherwise the pod is refused.")]
    public IReadOnlyList<string> IgnoredFeatures { get; init; } = [];

    /// <summary>Where hostPath volumes may lie.</summary>
    [Setting(
        "Directories in which hostPath volumes must lie, after symbolic links are followed.",
        Default = "everything is allowed",
        IsPath = true)]
    public IReadOnlyList<string>? AllowedHostPaths { get; init; }
}
