using Reeve.Distributions.Versions;

namespace Reeve.Distributions.Kubeadm;

/// <summary>What a node tells kubeadm when it joins a cluster.</summary>
public sealed record KubeadmJoin
{
    /// <summary>The version of kubeadm.</summary>
    public required KubernetesVersion Version { get; init; }

    /// <summary>The node's name.</summary>
    public required string NodeName { get; init; }

    /// <summary><c>HOST:PORT</c> of the API server.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The token, as <c>abcdef.0123456789abcdef</c>: a secret.</summary>
    public required string Token { get; init; }

    /// <summary>By what the cluster's authority is known: <c>sha256:HEX</c> of its public key.</summary>
    public required string AuthorityHash { get; init; }

    /// <summary>Whether it becomes a master. The cluster's authorities and their keys must be on it already.</summary>
    public bool ControlPlane { get; init; }

    /// <summary>The address on which a master's API server is reached.</summary>
    public string AdvertiseAddress { get; init; } = "";

    /// <summary>Where the container runtime listens.</summary>
    public string CriSocket { get; init; } = "unix:///run/containerd/containerd.sock";

    /// <summary>Arguments of the kubelet, by name without dashes.</summary>
    public IReadOnlyDictionary<string, string> KubeletArguments { get; init; } = new Dictionary<string, string>();
}
