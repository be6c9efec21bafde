using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Directories;
using Reeve.Plugins.Kubeadm.Steps.Preflight;
using Reeve.Plugins.Kubeadm.Steps.Runtime;
using Reeve.Plugins.Kubeadm.Steps.Packages;
using Reeve.Plugins.Kubeadm.Steps.Units;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>Steps that make a machine ready for a cluster, before anything of a cluster is there. Pure.</summary>
internal sealed class SystemSteps(StepCatalog kinds, PlanParts parts)
{
    public const string RuntimeUnitId = "runtime-unit";

    private const string ContainerdFile = "/etc/containerd/config.toml";
    private static readonly string[] s_programs = ["ip", "iptables", "mount", "umount", "modprobe", "sysctl"];
    private static readonly string[] s_packages = ["containerd", "runc"];
    private static readonly string[] s_ownPrograms = ["kubeadm", "kubelet", "kubectl"];
    private static readonly int[] s_ports = [6443, 2379, 2380, 10250, 10257, 10259];

    // What kubeadm, the kubelet, etcd, network plugins and kubectl write to, outside of what is mounted for pods.
    private static readonly string[] s_directories =
    [
        KubernetesPaths.Configuration, "/etc/cni", "/etc/cni/net.d", "/opt/cni", "/opt/cni/bin", "/var/lib/cni", "/var/lib/dockershim", "/run/kubernetes",
        "/var/log/pods", "/var/log/containers", "/usr/libexec/kubernetes", "/run/flannel", "/run/calico", "/var/lib/calico", "/var/log/calico", "/run/cilium",
        "/run/antrea", "/var/log/antrea", "/opt/local-path-provisioner", "/root/.kube",
    ];

    /// <summary>Looks whether the machine is fit, and at what is there that the cluster will write to.</summary>
    public IEnumerable<ClusterStep> Looks(KubeadmSpec own)
    {
        yield return kinds.Preflight.Step("preflight", "Look whether the machine is fit for a cluster", new PreflightArguments
        {
            Programs = [.. s_programs, .. parts.FromDirectory ? [.. s_ownPrograms.Select(parts.Program), "crictl", "conntrack"] : Array.Empty<string>()],
            Directories = [.. new[] { own.Programs.Directory, own.Programs.Images }.Where(directory => directory.Length > 0)],
            Ports = s_ports,
            Address = own.AdvertiseAddress,
            Ignored = own.IgnorePreflightErrors,
        });
        yield return kinds.Directories.Step(
            "directories", "Note what is where the cluster will write", new DirectoriesArguments { Paths = [.. s_directories, own.EtcdDataDirectory] }, "preflight");
        yield return kinds.Directories.Step(
            "mounts", "Note what is where pods' volumes will be", new DirectoriesArguments { Paths = [KubernetesPaths.Kubelet], Unmount = true }, "preflight");
        yield return kinds.Directories.Step(
            "networks", "Note which networks pods have", new DirectoriesArguments { Paths = ["/run/netns"], Prefix = "cni-", Unmount = true }, "preflight");
    }

    /// <summary>containerd.</summary>
    public IEnumerable<ClusterStep> Runtime(KubeadmSpec own)
    {
        var file = kinds.RuntimeFile.Step(
            "runtime-file",
            $"Write {ContainerdFile}",
            new RuntimeFileArguments
            {
                Path = ContainerdFile,
                Version = own.Runtime.Version,
                SandboxImage = own.Runtime.SandboxImage,
                SystemdCgroup = own.CgroupDriver == "systemd",
                RestrictOomScoreAdjustment = own.Runtime.RestrictOomScoreAdjustment,
                NetworkPluginDirectory = own.Runtime.NetworkPluginDirectory,
            },
            "runtime-packages");
        yield return kinds.Directories.Step(
            "runtime-directories",
            "Note what the container runtime keeps",
            new DirectoriesArguments { Paths = ["/var/lib/containerd", "/run/containerd", "/opt/containerd"], Unmount = true });
        yield return kinds.Packages.Step("runtime-packages", "Install containerd", new PackagesArguments { Packages = s_packages }, "runtime-directories");
        yield return file;
        yield return kinds.Unit.Step(
            RuntimeUnitId,
            "Start containerd",
            new UnitArguments { Unit = "containerd.service", Revision = PlanParts.Revision(file.Arguments.GetRawText()) },
            "runtime-file");
    }
}
