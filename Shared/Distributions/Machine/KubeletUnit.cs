namespace Reeve.Distributions.Machine;

/// <summary>The unit of the kubelet as kubeadm wants it, for machines where no package brings it. Pure.</summary>
/// <remarks>Source: https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/.</remarks>
public static class KubeletUnit
{
    /// <summary>Where the unit is.</summary>
    public const string Path = "/etc/systemd/system/kubelet.service";

    /// <summary>Where kubeadm's part is.</summary>
    public const string DropInPath = "/etc/systemd/system/kubelet.service.d/10-kubeadm.conf";

    /// <summary>Writes the unit.</summary>
    /// <param name="binary">Absolute path of the kubelet.</param>
    public static string Write(string binary) =>
        $"""
        [Unit]
        Description=kubelet: The Kubernetes Node Agent
        Documentation=https://kubernetes.io/docs/
        Wants=network-online.target
        After=network-online.target

        [Service]
        ExecStart={binary}
        Restart=always
        StartLimitInterval=0
        RestartSec=10

        [Install]
        WantedBy=multi-user.target

        """.ReplaceLineEndings("\n");

    /// <summary>Writes kubeadm's part.</summary>
    /// <param name="binary">Absolute path of the kubelet.</param>
    public static string WriteDropIn(string binary) =>
        $"""
        [Service]
        Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
        Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
        EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
        EnvironmentFile=-/etc/default/kubelet
        ExecStart=
        ExecStart={binary} $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS

        """.ReplaceLineEndings("\n");
}
