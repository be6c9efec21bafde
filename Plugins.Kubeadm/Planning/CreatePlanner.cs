using System.Security.Cryptography;
using System.Text;
using Reeve.Clusters;
using Reeve.Distributions.Containerd;
using Reeve.Distributions.Kubeadm;
using Reeve.Distributions.Machine;
using Reeve.Distributions.Versions;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Plugins.Kubeadm.Steps.Kernel;
using Reeve.Plugins.Kubeadm.Steps.Kubeadm;
using Reeve.Plugins.Kubeadm.Steps.Objects;
using Reeve.Plugins.Kubeadm.Steps.Packages;
using Reeve.Plugins.Kubeadm.Steps.Units;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>Plans the making of a cluster. Pure.</summary>
internal sealed class CreatePlanner(StepCatalog kinds)
{
    private static readonly string[] ProgramNames = ["kubeadm", "kubelet", "kubectl"];

    private const string ContainerdFilePath = "/etc/containerd/config.toml";

    public ClusterPlan Plan(ClusterSpec spec, KubeadmSpec own)
    {
        var version = KubernetesVersion.Parse(spec.Version);
        var system = SystemSteps(spec).ToList();
        var runtime = own.Programs.KeepRuntime ? [] : RuntimeSteps(own).ToList();
        var programs = ProgramSteps(version, own).ToList();
        var files = own.Files.OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select((file, number) => File($"site-file-{number}", file.Key, file.Value) with { Phase = StepPhase.Pre }).ToList();
        return new ClusterPlan { Steps = [.. system, .. runtime, .. programs, .. files, .. MainSteps(spec, version, own)] };
    }

    private IEnumerable<ClusterStep> SystemSteps(ClusterSpec spec)
    {
        yield return kinds.Swap.Step("swap", "Turn swap off", new SwapArguments()) with { Phase = StepPhase.Pre };
        foreach (var step in KernelSteps.All(kinds, spec.Networking.PodSubnets.Count > 1))
        {
            yield return step;
        }
    }

    private IEnumerable<ClusterStep> RuntimeSteps(KubeadmSpec own)
    {
        var configuration = ContainerdFile.Write(new ContainerdConfiguration
        {
            Version = own.Runtime.Version,
            SandboxImage = own.Runtime.SandboxImage,
            SystemdCgroup = own.CgroupDriver == "systemd",
            RestrictOomScoreAdjustment = own.Runtime.RestrictOomScoreAdjustment,
        });
        yield return kinds.Packages.Step("runtime-packages", "Install containerd", new PackagesArguments { Packages = ["containerd", "runc"] }) with { Phase = StepPhase.Pre };
        yield return File("runtime-file", ContainerdFilePath, configuration, "runtime-packages") with { Phase = StepPhase.Pre };
        yield return kinds.Unit.Step(
            "runtime-unit", "Start containerd", new UnitArguments { Unit = "containerd.service", Revision = Revision(configuration) }, "runtime-file") with
        {
            Phase = StepPhase.Pre,
        };
    }

    private IEnumerable<ClusterStep> ProgramSteps(KubernetesVersion version, KubeadmSpec own)
    {
        if (own.Programs.Directory.Length == 0)
        {
            yield return File("repository", AptRepository.Path, AptRepository.Write(version)) with { Phase = StepPhase.Pre };
            yield return kinds.Packages.Step(
                "packages",
                $"Install kubeadm, kubelet and kubectl {version}",
                new PackagesArguments { Packages = [.. ProgramNames.Select(package => AptRepository.Pin(package, version))], Hold = true },
                "repository") with
            {
                Phase = StepPhase.Pre,
            };
            yield break;
        }

        var kubelet = Path.Combine(own.Programs.Directory, "kubelet");
        yield return File("kubelet-unit-file", KubeletUnit.Path, KubeletUnit.Write(kubelet)) with { Phase = StepPhase.Pre };
        yield return File("kubelet-drop-in", KubeletUnit.DropInPath, KubeletUnit.WriteDropIn(kubelet)) with { Phase = StepPhase.Pre };
        yield return kinds.Unit.Step(
            "kubelet-unit", "Enable the kubelet", new UnitArguments { Unit = "kubelet.service", Start = false }, "kubelet-unit-file", "kubelet-drop-in") with
        {
            Phase = StepPhase.Pre,
        };
    }

    private IEnumerable<ClusterStep> MainSteps(ClusterSpec spec, KubernetesVersion version, KubeadmSpec own)
    {
        var configuration = KubeadmFile.Write(new KubeadmConfiguration
        {
            Version = version,
            ClusterName = spec.Id.Name,
            NodeName = own.NodeName,
            AdvertiseAddress = own.AdvertiseAddress,
            CriSocket = own.Runtime.Socket,
            PodSubnets = spec.Networking.PodSubnets,
            ServiceSubnets = spec.Networking.ServiceSubnets,
            DnsDomain = spec.Networking.DnsDomain,
            CertificateNames = spec.ApiServerCertificateNames,
            ImageRepository = own.ImageRepository,
            EtcdDataDirectory = own.EtcdDataDirectory,
            CgroupDriver = own.CgroupDriver,
            ExtraArguments = own.ExtraArguments.ToDictionary(part => part.Key, IReadOnlyDictionary<string, string> (part) => part.Value),
            Kubelet = own.KubeletSettings.ToDictionary(setting => setting.Key, setting => Setting(setting.Value)),
        });
        yield return File("kubeadm-file", KubernetesPaths.KubeadmFile, configuration, mode: 0x180);
        yield return kinds.Init.Step(
            "init",
            "Start the control plane",
            new InitArguments
            {
                Program = own.Programs.Directory.Length > 0 ? Path.Combine(own.Programs.Directory, "kubeadm") : "kubeadm",
                Configuration = KubernetesPaths.KubeadmFile,
                CriSocket = own.Runtime.Socket,
                SkipPhases = own.SkipPhases,
                IgnorePreflightErrors = own.IgnorePreflightErrors,
                EtcdDataDirectory = own.EtcdDataDirectory,
            },
            "kubeadm-file") with
        {
            Deadline = TimeSpan.FromMinutes(15),
        };
        yield return kinds.Ready.Step("node-ready", "Wait until the node is ready", new ReadyArguments { Cluster = spec.Id, Node = own.NodeName }) with { Phase = StepPhase.Post };
    }

    private ClusterStep File(string id, string path, string content, params IReadOnlyList<string> dependsOn) => File(id, path, content, 0x1a4, dependsOn);

    private ClusterStep File(string id, string path, string content, int mode, params IReadOnlyList<string> dependsOn) =>
        kinds.File.Step(id, $"Write {path}", new FileArguments { Path = path, Content = content, Mode = mode }, dependsOn);

    private static object Setting(string value) =>
        bool.TryParse(value, out var flag) ? flag : long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : value;

    private static string Revision(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
}
