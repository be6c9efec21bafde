namespace Reeve.Workloads;

/// <summary>Something that a pod may ask for and that not every backend can do.</summary>
public enum PodFeature
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>More than one regular container.</summary>
    MultipleContainers,

    /// <summary>Init containers, one after another.</summary>
    InitContainers,

    /// <summary>Init containers with <c>restartPolicy: Always</c>.</summary>
    Sidecars,

    /// <summary>Debug containers added while the pod runs.</summary>
    EphemeralContainers,

    /// <summary>Starting ended containers again: <c>restartPolicy</c> Always or OnFailure.</summary>
    Restarts,

    /// <summary><c>restartPolicy</c> and <c>restartPolicyRules</c> of a single container.</summary>
    ContainerRestartRules,

    /// <summary>Probes that run a command.</summary>
    ExecProbes,

    /// <summary>Probes over HTTP, TCP or gRPC.</summary>
    NetworkProbes,

    /// <summary>Hooks <c>postStart</c> and <c>preStop</c>.</summary>
    LifecycleHooks,

    /// <summary><c>lifecycle.stopSignal</c>.</summary>
    StopSignal,

    /// <summary><c>terminationMessagePath</c> and <c>terminationMessagePolicy</c>.</summary>
    TerminationMessages,

    /// <summary><c>activeDeadlineSeconds</c>.</summary>
    ActiveDeadline,

    /// <summary><c>tty</c>.</summary>
    Tty,

    /// <summary><c>stdin</c> and <c>stdinOnce</c>.</summary>
    Stdin,

    /// <summary><c>limits.cpu</c>, enforced.</summary>
    CpuLimits,

    /// <summary><c>limits.memory</c>, enforced.</summary>
    MemoryLimits,

    /// <summary><c>limits.ephemeral-storage</c>, enforced.</summary>
    EphemeralStorageLimits,

    /// <summary>Extended resources and huge pages.</summary>
    ExtendedResources,

    /// <summary><c>spec.resources</c> of the whole pod.</summary>
    PodLevelResources,

    /// <summary>Resources changed while running.</summary>
    InPlaceResize,

    /// <summary>Dynamic resource allocation.</summary>
    ResourceClaims,

    /// <summary><c>runtimeClassName</c> and <c>overhead</c>.</summary>
    RuntimeClass,

    /// <summary><c>runAsUser</c>, <c>runAsGroup</c>, <c>supplementalGroups</c>.</summary>
    RunAsUser,

    /// <summary><c>windowsOptions.runAsUserName</c> as a name of a user of the machine.</summary>
    RunAsUserName,

    /// <summary><c>fsGroup</c>.</summary>
    FsGroup,

    /// <summary><c>capabilities</c>.</summary>
    Capabilities,

    /// <summary><c>privileged</c>.</summary>
    Privileged,

    /// <summary><c>allowPrivilegeEscalation: false</c>.</summary>
    NoNewPrivileges,

    /// <summary><c>readOnlyRootFilesystem</c>.</summary>
    ReadOnlyRootFilesystem,

    /// <summary><c>seccompProfile</c> other than Unconfined.</summary>
    Seccomp,

    /// <summary><c>appArmorProfile</c> other than Unconfined.</summary>
    AppArmor,

    /// <summary><c>seLinuxOptions</c>.</summary>
    SELinux,

    /// <summary><c>procMount: Unmasked</c>.</summary>
    ProcMount,

    /// <summary><c>sysctls</c>.</summary>
    Sysctls,

    /// <summary><c>hostUsers: false</c>.</summary>
    UserNamespaces,

    /// <summary><c>hostNetwork: true</c>.</summary>
    HostNetwork,

    /// <summary>A network of the pod's own (<c>hostNetwork: false</c> makes no demand: see the node's network option).</summary>
    PodNetwork,

    /// <summary><c>hostPort</c>.</summary>
    HostPorts,

    /// <summary><c>hostPID</c>.</summary>
    HostPid,

    /// <summary><c>hostIPC</c>.</summary>
    HostIpc,

    /// <summary><c>shareProcessNamespace</c>.</summary>
    SharedProcessNamespace,

    /// <summary><c>hostname</c>, <c>subdomain</c>, <c>setHostnameAsFQDN</c>.</summary>
    Hostname,

    /// <summary><c>hostAliases</c>.</summary>
    HostAliases,

    /// <summary><c>dnsPolicy</c> and <c>dnsConfig</c>.</summary>
    DnsConfig,

    /// <summary>emptyDir volumes.</summary>
    EmptyDir,

    /// <summary><c>emptyDir.medium: Memory</c>.</summary>
    EmptyDirMemory,

    /// <summary>configMap volumes.</summary>
    ConfigMapVolumes,

    /// <summary>secret volumes.</summary>
    SecretVolumes,

    /// <summary>projected volumes.</summary>
    ProjectedVolumes,

    /// <summary>downwardAPI volumes.</summary>
    DownwardApiVolumes,

    /// <summary>hostPath volumes.</summary>
    HostPath,

    /// <summary>persistentVolumeClaim and ephemeral volumes.</summary>
    PersistentVolumes,

    /// <summary>image volumes.</summary>
    ImageVolumes,

    /// <summary>Mounted ConfigMaps and Secrets follow changes.</summary>
    VolumeUpdates,

    /// <summary><c>subPath</c> and <c>subPathExpr</c>.</summary>
    SubPath,

    /// <summary><c>mountPropagation</c> other than None.</summary>
    MountPropagation,

    /// <summary><c>recursiveReadOnly: Enabled</c>.</summary>
    RecursiveReadOnly,

    /// <summary>Raw block devices (<c>volumeDevices</c>).</summary>
    BlockDevices,
}
