namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>Where kubeadm, the kubelet, the container runtime and images come from.</summary>
public sealed record ProgramSource
{
    /// <summary>A directory with <c>kubeadm</c>, <c>kubelet</c> and <c>kubectl</c> of the cluster's version, for machines without a way out.</summary>
    /// <value>Empty: Debian packages from Kubernetes' own repository.</value>
    public string Directory { get; set; } = "";

    /// <summary>A directory with archives of images (<c>*.tar</c>, OCI or Docker), for machines without a registry.</summary>
    /// <value>Empty: images are pulled.</value>
    public string Images { get; set; } = "";

    /// <summary>Whether containerd is there already and runs, and stays as it is.</summary>
    public bool KeepRuntime { get; set; }
}
