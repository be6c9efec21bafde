namespace Reeve.Plugins.Kubeadm.Steps.Runtime;

/// <summary>containerd's configuration.</summary>
internal sealed record RuntimeFileArguments
{
    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The version whose schema it has; empty: of the one that is installed.</summary>
    public string Version { get; init; } = "";

    /// <summary>The image of pods' sandboxes; empty for containerd's own.</summary>
    public string SandboxImage { get; init; } = "";

    /// <summary>Whether systemd makes the control groups.</summary>
    public required bool SystemdCgroup { get; init; }

    /// <summary>Whether containers get no lower OOM score than containerd.</summary>
    public bool RestrictOomScoreAdjustment { get; init; }

    /// <summary>Where network plugins are; empty for containerd's own place.</summary>
    public string NetworkPluginDirectory { get; init; } = "";
}
