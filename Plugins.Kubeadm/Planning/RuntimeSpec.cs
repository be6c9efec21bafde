namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>What the container runtime is told.</summary>
public sealed record RuntimeSpec
{
    /// <summary>Where it listens.</summary>
    public string Socket { get; set; } = "unix:///run/containerd/containerd.sock";

    /// <summary>The image of pods' sandboxes.</summary>
    /// <value>Empty: containerd's own default.</value>
    public string SandboxImage { get; set; } = "";

    /// <summary>containerd's version, where the file has to be of its shape before it is installed.</summary>
    public string Version { get; set; } = "1.6.0";

    /// <summary>Whether containers get no lower OOM score than containerd: for machines without CAP_SYS_RESOURCE.</summary>
    public bool RestrictOomScoreAdjustment { get; set; }
}
