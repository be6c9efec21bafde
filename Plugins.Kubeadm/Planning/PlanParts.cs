using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reeve.Clusters;
using Reeve.Distributions.Kubeadm;
using Reeve.Distributions.Machine;
using Reeve.Distributions.Versions;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Backup;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Plugins.Kubeadm.Steps.Images;
using Reeve.Plugins.Kubeadm.Steps.Objects;
using Reeve.Plugins.Kubeadm.Steps.Packages;
using Reeve.Plugins.Kubeadm.Steps.Units;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>
/// Steps that several plans have. One of the same id makes the same thing in each of them, so that what was there before the first stays known.
/// Pure.
/// </summary>
internal sealed class PlanParts(StepCatalog kinds, ClusterSpec spec, KubeadmSpec own)
{
    public const string KubeletUnitId = "kubelet-unit";

    private const int OwnerOnly = 0x180; // 0600
    private static readonly string[] s_kubeletPackages = ["kubelet", "kubectl"];

    public KubernetesVersion Version { get; } = KubernetesVersion.Parse(spec.Version);

    /// <summary>Whether programs come from a directory, not from packages.</summary>
    public bool FromDirectory => own.Programs.Directory.Length > 0;

    /// <summary>Where a program is.</summary>
    public string Program(string name) => FromDirectory ? Path.Combine(own.Programs.Directory, name) : name;

    /// <summary>Writes a file that others may read.</summary>
    public ClusterStep File(string id, string path, string content, params IReadOnlyList<string> dependsOn) =>
        kinds.File.Step(id, $"Write {path}", new FileArguments { Path = path, Content = content }, dependsOn);

    /// <summary>Writes what kubeadm is told.</summary>
    public ClusterStep KubeadmFile() => kinds.File.Step(
        "kubeadm-file",
        $"Write {KubernetesPaths.KubeadmFile}",
        new FileArguments { Path = KubernetesPaths.KubeadmFile, Content = Distributions.Kubeadm.KubeadmFile.Write(Configuration()), Mode = OwnerOnly });

    /// <summary>Imports images, where they are in a directory; else notes which ones there are.</summary>
    public ClusterStep Images(params IReadOnlyList<string> dependsOn) => kinds.Images.Step(
        "images",
        own.Programs.Images.Length > 0 ? $"Import images from {own.Programs.Images}" : "Note which images there are",
        new ImagesArguments { Directory = own.Programs.Images, Socket = own.Runtime.Socket },
        dependsOn);

    /// <summary>kubeadm of the version, where it comes as a package.</summary>
    public IEnumerable<ClusterStep> KubeadmPackage() => FromDirectory
        ? []
        : [
            kinds.FetchedFile.Step(
                "repository-key",
                $"Fetch the key of {AptRepository.Locate(Version)}",
                new FetchedFileArguments { Path = AptRepository.KeyPath, Source = AptRepository.LocateKey(Version).AbsoluteUri }),
            File("repository", AptRepository.Path, AptRepository.Write(Version), "repository-key"),
            kinds.Packages.Step(
                "kubeadm-package",
                $"Install kubeadm {Version}",
                new PackagesArguments { Packages = [AptRepository.Pin("kubeadm", Version)], Hold = true },
                "repository"),
        ];

    /// <summary>The kubelet of the version.</summary>
    public IEnumerable<ClusterStep> Kubelet(params IReadOnlyList<string> dependsOn) => FromDirectory
        ? [
            File("kubelet-unit-file", KubeletUnit.Path, KubeletUnit.Write(Program("kubelet")), dependsOn),
            File("kubelet-drop-in", KubeletUnit.DropInPath, KubeletUnit.WriteDropIn(Program("kubelet")), dependsOn),
        ]
        : [
            kinds.Packages.Step(
                "kubelet-packages",
                $"Install kubelet and kubectl {Version}",
                new PackagesArguments { Packages = [.. s_kubeletPackages.Select(package => AptRepository.Pin(package, Version))], Hold = true },
                dependsOn),
        ];

    /// <summary>Runs the kubelet, or has kubeadm run it.</summary>
    public ClusterStep KubeletService(bool start) => kinds.Unit.Step(
        KubeletUnitId,
        start ? "Start the kubelet anew" : "Enable the kubelet",
        new UnitArguments { Unit = "kubelet.service", Start = start },
        FromDirectory ? ["kubelet-unit-file", "kubelet-drop-in"] : ["kubelet-packages"]);

    /// <summary>Copies the cluster before it is changed.</summary>
    public ClusterStep Backup(string id, string directory, bool withData) => kinds.Backup.Step(
        id,
        withData ? "Save the configuration and a snapshot of etcd" : "Save the configuration",
        new BackupArguments { Directory = directory, Data = withData, Socket = own.Runtime.Socket });

    /// <summary>Waits until the node is ready.</summary>
    public ClusterStep NodeReady() =>
        kinds.Ready.Step("node-ready", "Wait until the node is ready", new ReadyArguments { Cluster = spec.Id, Node = own.NodeName, Version = spec.Version }) with { Phase = StepPhase.Post };

    /// <summary>A short text that changes with a longer one.</summary>
    public static string Revision(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];

    /// <summary>The id of a step for a path: the same whenever the path is.</summary>
    public static string IdOf(string kind, string path) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Revision(path)}");

    // Those of the specification are the API server's; the provider's own part counts more.
    private Dictionary<string, IReadOnlyDictionary<string, string>> ExtraArguments()
    {
        var arguments = own.ExtraArguments.ToDictionary(part => part.Key, IReadOnlyDictionary<string, string> (part) => part.Value, StringComparer.Ordinal);
        if (spec.ExtraArguments.Count > 0)
        {
            arguments["apiServer"] = spec.ExtraArguments.Concat(arguments.GetValueOrDefault("apiServer") ?? new Dictionary<string, string>())
                .GroupBy(argument => argument.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Value);
        }

        return arguments;
    }

    private KubeadmConfiguration Configuration() => new()
    {
        Version = Version,
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
        ExtraArguments = ExtraArguments(),
        Kubelet = JsonValues.Of(own.KubeletSettings),
        Proxy = JsonValues.Of(own.ProxySettings),
    };
}
