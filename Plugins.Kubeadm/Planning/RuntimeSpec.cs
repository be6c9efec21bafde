namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>What the container runtime is told.</summary>
public sealed record RuntimeSpec
{
    /// <summary>Where it listens.</summary>
    public string Socket { get; set; } = "unix:///run/containerd/containerd.sock";

    /// <summary>The image of pods' sandboxes.</summary>
    /// <value>Empty: containerd's own default.</value>
    public string SandboxImage { get; set; } = "";

    /// <summary>The version of containerd whose schema its configuration has.</summary>
    /// <value>Empty: that of the one that is installed.</value>
    public string Version { get; set; } = "";

    /// <summary>Where network plugins (CNI) are.</summary>
    /// <value>Empty: containerd's own place, <c>/opt/cni/bin</c>.</value>
    public string NetworkPluginDirectory { get; set; } = "";

    /// <summary>The directory with a <c>hosts.toml</c> for each registry.</summary>
    public string RegistryDirectory { get; set; } = "/etc/containerd/certs.d";

    /// <summary>Whether containers get no lower OOM score than containerd: for machines without CAP_SYS_RESOURCE.</summary>
    public bool RestrictOomScoreAdjustment { get; set; }
}
