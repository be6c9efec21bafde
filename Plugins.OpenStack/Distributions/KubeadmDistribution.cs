using Reeve.Clusters;
using Reeve.Distributions.Kubeadm;
using Reeve.Distributions.Machine;
using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.CloudInit;
using Reeve.Plugins.OpenStack.Etcd;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Distributions;

/// <summary>kubeadm: packages of pkgs.k8s.io, static pods, etcd with a client of its own.</summary>
internal sealed class KubeadmDistribution : IDistribution
{
    public const string DistributionName = "kubeadm";

    private const string Token = "@TOKEN@"; // put in place by the machine itself

    public string Name => DistributionName;

    public bool HasClusterVersion => true;

    public bool KeepsNames => false;

    public string TokenGroup => "system:bootstrappers:kubeadm:default-node-token";

    public IEnumerable<FieldError> Validate(ClusterSpec spec, OpenStackSpec own)
    {
        if (KubernetesVersion.TryParse(spec.Version) is { Build.Length: > 0 } version)
        {
            yield return new FieldError
            {
                Field = "spec.version", Message = $"Invalid value: \"{spec.Version}\": kubeadm's versions have no build ({version.Build}): leave it out, or set spec.provider.distribution to the one that has it",
            };
        }

        if (own.CloudInit.Source is not null)
        {
            yield return FieldErrors.Invalid("cloudInit.source", "…", "says where the program of k3s is; kubeadm's packages come from pkgs.k8s.io, or are in the image (cloudInit.programs)");
        }
    }

    public IEnumerable<string> Warn(ClusterSpec spec, OpenStackSpec own) => [];

    public string? NetworkOf(ClusterNetworking networking) => networking.Cni?.Name;

    public bool AppliesNetwork(ClusterNetworking networking) => networking.Cni is not null;

    public MachineStart StartOf(BootstrapValues values) => new()
    {
        Template = Name,
        Kubeconfig = "/etc/kubernetes/admin.conf",
        Values = new Dictionary<string, object?>
        {
            ["keyDirectory"] = Path.GetDirectoryName(AptRepository.KeyPath),
            ["keyPath"] = AptRepository.KeyPath,
            ["keyUrl"] = AptRepository.LocateKey(values.Version).AbsoluteUri,
            ["sourcesPath"] = AptRepository.Path,
            ["sources"] = AptRepository.Write(values.Version),
        },
        Files =
        [
            new MachineFile { Path = "/etc/reeve/kubeadm.yaml", Permissions = MachineFile.Private, Content = values.IsFirst ? Initial(values) : Joining(values) },
            .. values.IsMaster
                ?
                [
                    MachineFile.Certificate("ca.crt", "authority"),
                    MachineFile.Certificate("etcd-ca.crt", "etcd"),
                    MachineFile.Certificate("front-proxy-ca.crt", "frontProxy"),
                    MachineFile.Certificate("sa.pub", "serviceAccounts"),
                ]
                : Array.Empty<MachineFile>(),
        ],
    };

    /// <summary>Token; of masters the private numbers of authority, etcd, aggregation layer and service accounts as well.</summary>
    public string SecretOf(string role, JoinToken token, PkiMaterial? pki) =>
        pki is null ? token.Token : string.Join(' ', token.Token, pki.Authority.Key, pki.Etcd.Key, pki.FrontProxy.Key, pki.ServiceAccounts.Key);

    public IEtcdMembers MembersOf(ClusterCalls api, CloudSteps steps, string master, string purpose) => new EtcdMembers(api, steps, master, purpose);

    private static string Initial(BootstrapValues values) => KubeadmFile.Write(new KubeadmConfiguration
    {
        Version = values.Version,
        ClusterName = values.Cluster,
        NodeName = values.Machine,
        AdvertiseAddress = values.Address,
        ControlPlaneEndpoint = values.Endpoint,
        PodSubnets = values.PodSubnets,
        ServiceSubnets = values.ServiceSubnets,
        DnsDomain = values.DnsDomain,
        CertificateNames = values.CertificateNames,
        Schedulable = false,
        BootstrapToken = Token,
        BootstrapTokenLifetime = JoinToken.Lifetime,
        ExtraArguments = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["apiServer"] = values.ExtraArguments },
    });

    private static string Joining(BootstrapValues values) => KubeadmJoinFile.Write(new KubeadmJoin
    {
        Version = values.Version,
        NodeName = values.Machine,
        Endpoint = values.Endpoint,
        Token = Token,
        AuthorityHash = "${pki.hash}",
        ControlPlane = values.IsMaster,
        AdvertiseAddress = values.Address,
    });
}
