namespace Reeve.Plugins.Kubeadm.Kubeconfigs;

/// <summary>Where a distribution keeps what its kubeconfigs are made of. All paths are absolute.</summary>
internal sealed record AuthorityFiles
{
    /// <summary>The administrator's kubeconfig: it names the server.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>The authority of the API server's own certificate.</summary>
    public required string Server { get; init; }

    /// <summary>The authority of users; the key's name is the same with <c>.key</c>.</summary>
    public required string Users { get; init; }

    /// <summary>kubeadm's: one authority for both. Source: https://kubernetes.io/docs/setup/best-practices/certificates/.</summary>
    public static AuthorityFiles Kubeadm { get; } = new()
    {
        Kubeconfig = KubernetesPaths.AdminKubeconfig, Server = $"{KubernetesPaths.Certificates}/ca.crt", Users = $"{KubernetesPaths.Certificates}/ca.crt",
    };
}
