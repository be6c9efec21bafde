namespace Reeve.Testing;

/// <summary>What a test may need of the machine.</summary>
public enum Component
{
    /// <summary>Linux.</summary>
    Linux,

    /// <summary>The right to make mount namespaces and change users.</summary>
    Root,

    /// <summary>Unprivileged user namespaces.</summary>
    UserNamespaces,

    /// <summary>A C compiler, to rebuild the supervisor.</summary>
    CCompiler,

    /// <summary>Perl, for servers of a few lines.</summary>
    Perl,

    /// <summary>The programs of a Kubernetes control plane.</summary>
    ControlPlane,

    /// <summary>busybox without libraries, of which root file systems are made.</summary>
    Busybox,

    /// <summary>A registry of images.</summary>
    Registry,

    /// <summary>A systemd that can be booted beside the machine's own programs.</summary>
    Systemd,

    /// <summary>A control plane, and a kubectl that is newer.</summary>
    NewestKubectl,

    /// <summary>Both: a systemd node of a control plane.</summary>
    SystemdNode,

    /// <summary>A systemd, and CNI plugins with what they need.</summary>
    PodNetwork,

    /// <summary>A systemd, and gpg to sign with.</summary>
    Gpg,

    /// <summary>A systemd node of a control plane, and the machine's Debian repositories.</summary>
    DebianPackages,

    /// <summary>A Slurm cluster with a login node; see <see cref="Slurm.SlurmCluster"/>.</summary>
    Slurm,

    /// <summary>Apptainer, for every user.</summary>
    Apptainer,

    /// <summary>Both.</summary>
    SlurmWithApptainer,

    /// <summary>Both, and a control plane: a Slurm node of it.</summary>
    SlurmNode,

    /// <summary>A certificate authority that speaks ACME; see <see cref="Pebble.PebbleServer"/>.</summary>
    Pebble,

    /// <summary>A gRPC client that is not ours: Python's, of Debian.</summary>
    PythonGrpc,

    /// <summary>kubeadm, and all of which it makes a cluster; see <see cref="Kubeadm.KubeadmMachine"/>.</summary>
    Kubeadm,

    /// <summary>cloud-init, to check what machines are given; see <see cref="CloudInit.CloudInitProgram"/>.</summary>
    CloudInit,

    /// <summary>A DNS server that takes updates; see <see cref="Knot.KnotServer"/>.</summary>
    Knot,

    /// <summary>Both.</summary>
    PebbleWithKnot,

    /// <summary>nginx with its module for TCP and UDP; see <see cref="Nginx.NginxProgramFile"/>.</summary>
    Nginx,

    /// <summary>An OpenStack; see <see cref="OpenStack.OpenStackCloud"/>.</summary>
    OpenStack,

    /// <summary>Chromium, and axe-core to look at pages with; see <see cref="Chromium.Browser"/>.</summary>
    Chromium,
}
