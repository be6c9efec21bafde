namespace Reeve.Distributions.Containerd;

/// <summary>What a cluster tells containerd.</summary>
public sealed record ContainerdConfiguration
{
    /// <summary>containerd's version as <c>1.6.20</c> or <c>v2.1.0</c>; a suffix may follow.</summary>
    public required string Version { get; init; }

    /// <summary>The image of pods' sandboxes; empty for containerd's own default.</summary>
    public string SandboxImage { get; init; } = "";

    /// <summary>Whether systemd makes the control groups; must be what the kubelet uses.</summary>
    public bool SystemdCgroup { get; init; } = true;

    /// <summary>The directory with a <c>hosts.toml</c> for each registry.</summary>
    public string RegistryDirectory { get; init; } = "/etc/containerd/certs.d";

    /// <summary>Persistent data; empty for containerd's own place.</summary>
    public string Root { get; init; } = "";

    /// <summary>Data of a boot; empty for containerd's own place.</summary>
    public string State { get; init; } = "";

    /// <summary>Where network plugins (CNI) are; empty for containerd's own place, <c>/opt/cni/bin</c>.</summary>
    public string NetworkPluginDirectory { get; init; } = "";

    /// <summary>Whether containers get no lower OOM score than containerd itself: for machines without CAP_SYS_RESOURCE.</summary>
    public bool RestrictOomScoreAdjustment { get; init; }
}
