using Reeve.Testing.Kubernetes;

namespace Reeve.Testing;

/// <summary>Finds out which components are there.</summary>
public static class Components
{
    /// <summary>Whether everything has to be there.</summary>
    public static bool Required => Environment.GetEnvironmentVariable("REEVE_REQUIRE_COMPONENTS") == "1";

    /// <summary>Why a component is missing, or null.</summary>
    public static string? Missing(Component component) => component switch
    {
        _ when !OperatingSystem.IsLinux() => "needs Linux",
        Component.Root when Environment.UserName != "root" => "needs root",
        Component.UserNamespaces when !UserNamespaces() => "needs unprivileged user namespaces (sysctl user.max_user_namespaces)",
        Component.CCompiler when !OnPath("gcc") => "needs gcc (apt-get install gcc)",
        Component.ControlPlane => ControlPlanePrograms.Missing,
        Component.Systemd when Environment.UserName != "root" => "needs root to boot systemd",
        Component.Systemd when !File.Exists("/lib/systemd/systemd") || !OnPath("dbus-daemon") => "needs systemd and dbus (apt-get install systemd dbus)",
        Component.NewestKubectl => Missing(Component.ControlPlane) ?? NewestKubectl.Missing,
        Component.SystemdNode => Missing(Component.Systemd) ?? Missing(Component.ControlPlane),
        Component.PodNetwork when Missing(Component.Systemd) is { } reason => reason,
        Component.PodNetwork when !File.Exists("/usr/lib/cni/bridge") || !OnPath("iptables") || !OnPath("ip") =>
            "needs CNI plugins, iptables and ip (apt-get install containernetworking-plugins iptables iproute2)",
        Component.Gpg when Missing(Component.Systemd) is { } reason => reason,
        Component.Gpg when !OnPath("gpg") => "needs gpg (apt-get install gpg gpg-agent)",
        Component.DebianPackages when Missing(Component.SystemdNode) is { } reason => reason,
        Component.DebianPackages when !OnPath("apt-get") => "needs apt and Debian's repositories",
        Component.Busybox when !OnPath("busybox") => "needs a static busybox (apt-get install busybox-static)",
        Component.Registry => RegistryProgram.Missing,
        Component.Slurm => Slurm.SlurmCluster.Missing,
        Component.Apptainer => Slurm.ApptainerProgram.Missing,
        Component.SlurmWithApptainer => Missing(Component.Slurm) ?? Missing(Component.Apptainer),
        Component.SlurmNode => Missing(Component.SlurmWithApptainer) ?? Missing(Component.ControlPlane),
        Component.Kubeadm => Missing(Component.PodNetwork) ?? Kubeadm.KubeadmPrograms.Missing,
        Component.Pebble => Pebble.PebblePrograms.Missing,
        Component.PythonGrpc when !Directory.Exists("/usr/lib/python3/dist-packages/grpc") || !Directory.Exists("/usr/lib/python3/dist-packages/google/protobuf") =>
            "needs Python's gRPC (apt-get install python3-grpcio python3-protobuf)",
        Component.Knot => Knot.KnotFiles.Missing,
        Component.Nginx => Nginx.NginxProgramFile.Missing,
        Component.CloudInit => CloudInit.CloudInitProgram.Missing,
        Component.PebbleWithKnot => Missing(Component.Pebble) ?? Missing(Component.Knot),
        Component.OpenStack => OpenStack.OpenStackCloud.Missing,
        Component.Chromium => Chromium.ChromiumFiles.Missing,
        Component.Perl when !OnPath("perl") => "needs perl (apt-get install perl-base)",
        _ => null,
    };

    /// <summary>Whether a program is on the search path.</summary>
    public static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));

    private static bool UserNamespaces() =>
        ReadNumber("/proc/sys/user/max_user_namespaces") > 0 && ReadNumber("/proc/sys/kernel/unprivileged_userns_clone", 1) > 0;

    private static long ReadNumber(string path, long otherwise = 0) =>
        File.Exists(path) && long.TryParse(File.ReadAllText(path), out var number) ? number : otherwise;
}
