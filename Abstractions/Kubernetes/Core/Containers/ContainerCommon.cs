namespace Reeve.Kubernetes;

/// <summary>What ordinary and ephemeral containers have in common.</summary>
public abstract record ContainerCommon : KubernetesRecord
{
    /// <summary>Name, unique within the pod.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Image reference.</summary>
    public string? Image { get; init; }

    /// <summary>Entry point; empty takes the image's.</summary>
    public IReadOnlyList<string> Command { get; init => field = value ?? []; } = [];

    /// <summary>Arguments; empty takes the image's, unless <c>command</c> is given.</summary>
    public IReadOnlyList<string> Args { get; init => field = value ?? []; } = [];

    /// <summary>Working directory; null takes the image's.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Ports the container listens on.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; init => field = value ?? []; } = [];

    /// <summary>Sources of whole sets of environment variables.</summary>
    public IReadOnlyList<EnvFromSource> EnvFrom { get; init => field = value ?? []; } = [];

    /// <summary>Environment variables; they win over <c>envFrom</c>.</summary>
    public IReadOnlyList<EnvVar> Env { get; init => field = value ?? []; } = [];

    /// <summary>Requests and limits.</summary>
    public ResourceRequirements Resources { get; init => field = value ?? Blank<ResourceRequirements>.Value; } = Blank<ResourceRequirements>.Value;

    /// <summary>What a resize of each resource needs.</summary>
    public IReadOnlyList<ContainerResizePolicy> ResizePolicy { get; init => field = value ?? []; } = [];

    /// <summary>Container's own restart policy; one of <see cref="RestartPolicies"/>.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>Rules that come before the restart policy, first match wins.</summary>
    public IReadOnlyList<ContainerRestartRule> RestartPolicyRules { get; init => field = value ?? []; } = [];

    /// <summary>Volumes mounted as directories or files.</summary>
    public IReadOnlyList<VolumeMount> VolumeMounts { get; init => field = value ?? []; } = [];

    /// <summary>Volumes given as block devices.</summary>
    public IReadOnlyList<VolumeDevice> VolumeDevices { get; init => field = value ?? []; } = [];

    /// <summary>When it fails, the container is restarted.</summary>
    public Probe? LivenessProbe { get; init; }

    /// <summary>While it fails, the container is not ready.</summary>
    public Probe? ReadinessProbe { get; init; }

    /// <summary>Until it succeeds, the other probes wait.</summary>
    public Probe? StartupProbe { get; init; }

    /// <summary>Hooks after the start and before the stop.</summary>
    public Lifecycle? Lifecycle { get; init; }

    /// <summary>File whose content becomes the termination message; default <c>/dev/termination-log</c>.</summary>
    public string? TerminationMessagePath { get; init; }

    /// <summary>One of <see cref="TerminationMessagePolicies"/>; default File.</summary>
    public string? TerminationMessagePolicy { get; init; }

    /// <summary>One of <see cref="PullPolicies"/>.</summary>
    public string? ImagePullPolicy { get; init; }

    /// <summary>Security settings; they win over the pod's.</summary>
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>Whether a buffer for standard input is kept.</summary>
    public bool? Stdin { get; init; }

    /// <summary>Whether standard input closes after the first client.</summary>
    public bool? StdinOnce { get; init; }

    /// <summary>Whether a terminal is allocated.</summary>
    public bool? Tty { get; init; }
}
