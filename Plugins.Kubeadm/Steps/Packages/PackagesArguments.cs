namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>Packages to install.</summary>
internal sealed record PackagesArguments
{
    /// <summary>Names, each with a version or without: <c>containerd</c>, <c>kubelet=1.30.2-*</c>.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>Whether nobody else may upgrade them.</summary>
    public bool Hold { get; init; }

    /// <summary>A directory with their files, for machines without a way out: no repository is asked. Empty: the machine's repositories.</summary>
    public string Directory { get; init; } = "";
}
