using System.Globalization;
using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.CloudInit;
using Reeve.Plugins.OpenStack.Etcd;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Distributions;

/// <summary>k3s: one program, which has containerd, etcd and a network of its own in it.</summary>
/// <remarks>Sources: https://docs.k3s.io/cli/token, https://docs.k3s.io/cli/certificate, https://docs.k3s.io/datastore/ha-embedded.</remarks>
internal sealed class K3sDistribution : IDistribution
{
    private const string OwnNetwork = "flannel";
    private const string MasterTaint = "node-role.kubernetes.io/control-plane:NoSchedule";

    // From the first release on whose agents join by bootstrap tokens.
    private static readonly KubernetesVersion s_oldest = KubernetesVersion.Parse("1.26.2+k3s1");

    private static readonly string[] s_owned = ["cluster-init", "server", "node-ip", "node-taint", "datastore-endpoint", "disable-etcd", "agent-token", "agent-token-file"];

    public string Name => "k3s";

    public bool HasClusterVersion => false;

    public bool KeepsNames => true;

    public string TokenGroup => "system:bootstrappers:k3s:default-node-token";

    public IEnumerable<FieldError> Validate(ClusterSpec spec, OpenStackSpec own)
    {
        var version = KubernetesVersion.TryParse(spec.Version); // that it is none is said of all distributions
        if (version is not null && K3sSettings.WhyNoVersion(spec.Version) is { } why)
        {
            yield return Error("spec.version", spec.Version, why);
        }
        else if (version is not null && version < s_oldest)
        {
            yield return Error("spec.version", spec.Version, $"must be {s_oldest} or later: machines join by tokens that end, which earlier ones do not know");
        }

        if (own.WaitFor != OpenStackSpec.WaitForNodes)
        {
            yield return FieldErrors.Invalid("waitFor", own.WaitFor, "must be nodes with k3s: a node's name is kept for the machine that had it until the cluster is told that it is gone");
        }

        foreach (var name in spec.ExtraArguments.Keys)
        {
            if (K3sSettings.WhyNot(name, s_owned) is { } wrong)
            {
                yield return Error("spec.extraArgs", name, wrong);
            }
        }

        foreach (var error in own.CloudInit.Source is { } source ? ProgramSources.Validate(source) : [])
        {
            yield return error;
        }
    }

    public IEnumerable<string> Warn(ClusterSpec spec, OpenStackSpec own)
    {
        if (spec.Networking.Cni is { Version.Length: > 0 } cni && !AppliesNetwork(spec.Networking))
        {
            yield return $"The network plugin is the flannel that k3s brings, whatever version is stated ({cni.Version}).";
        }

        if (own.CloudInit.Programs == CloudInitSpec.Packages && !ProgramSources.HasChecksum(own.CloudInit.Source, spec.Version))
        {
            yield return $"The program of k3s {spec.Version} is checked against the checksums that lie beside it; state cloudInit.source.sha256 to pin it.";
        }
    }

    public string? NetworkOf(ClusterNetworking networking) => AppliesNetwork(networking) ? networking.Cni!.Name : OwnNetwork;

    // What flannel's manifest needs beside its own program no k3s brings; its own flannel it does.
    public bool AppliesNetwork(ClusterNetworking networking) =>
        networking.Cni is { } cni && (cni.Manifest is { Length: > 0 } || !cni.Name.Equals(OwnNetwork, StringComparison.OrdinalIgnoreCase));

    public MachineStart StartOf(BootstrapValues values) => new()
    {
        Template = Name,
        Kubeconfig = K3sFiles.KubeconfigPath,
        Values = new Dictionary<string, object?>
        {
            ["program"] = K3sFiles.ProgramPath,
            ["programs"] = ProgramSources.Of(values.Spec.Source, values.Version).ToList(),
            ["unit"] = Path.GetFileName(values.IsMaster ? K3sFiles.UnitPath : K3sFiles.AgentUnitPath),
            ["tokenPath"] = K3sFiles.TokenPath,
            ["tokenPrefix"] = K3sToken.Prefix("${pki.digest}"),
            ["serverUser"] = K3sToken.ServerUser,
            ["tokenGroup"] = TokenGroup,
            ["tokenMinutes"] = ((int)JoinToken.Lifetime.TotalMinutes).ToString(CultureInfo.InvariantCulture),
        },
        Files = [.. Files(values)],
    };

    /// <summary>
    /// The first master: token, secret of servers, private numbers of authority, etcd and aggregation layer. Other masters: the secret of servers, by which the
    /// cluster gives them the rest. Workers: the token.
    /// </summary>
    public string SecretOf(string role, JoinToken token, PkiMaterial? pki) => role switch
    {
        NodeSecret.First => string.Join(' ', token.Token, pki!.ServerSecret, pki.Authority.Key, pki.Etcd.Key, pki.FrontProxy.Key),
        NodeSecret.Master => pki!.ServerSecret,
        _ => token.Token,
    };

    public IEtcdMembers MembersOf(ClusterCalls api, CloudSteps steps, string master, string purpose) => new K3sMembers(api, steps);

    private static IEnumerable<MachineFile> Files(BootstrapValues values)
    {
        yield return new MachineFile { Path = K3sFiles.ConfigurationPath, Permissions = MachineFile.Private, Content = values.IsMaster ? Server(values) : Agent(values) };
        yield return values.IsMaster
            ? new MachineFile { Path = K3sFiles.UnitPath, Permissions = MachineFile.Public, Content = K3sFiles.WriteMemberUnit(K3sFiles.ProgramPath) }
            : new MachineFile { Path = K3sFiles.AgentUnitPath, Permissions = MachineFile.Public, Content = K3sFiles.WriteAgentUnit(K3sFiles.ProgramPath) };
        if (values.IsMaster)
        {
            yield return new MachineFile { Path = "/etc/reeve/kubectl", Permissions = MachineFile.Program, Content = Kubectl };
        }

        if (values.IsFirst)
        {
            yield return MachineFile.Certificate("ca.crt", "authority");
            yield return MachineFile.Certificate("etcd-ca.crt", "etcd");
            yield return MachineFile.Certificate("front-proxy-ca.crt", "frontProxy");
        }
    }

    private static string Server(BootstrapValues values) => K3sFiles.WriteConfiguration(new K3sConfiguration
    {
        NodeName = values.Machine,
        NodeAddress = values.Address,
        NodeTaints = [MasterTaint],
        InitialisesEtcd = values.IsFirst,
        Server = values.IsFirst ? "" : UrlOf(values),
        PodSubnets = values.PodSubnets,
        ServiceSubnets = values.ServiceSubnets,
        DnsDomain = values.DnsDomain,
        CertificateNames = values.CertificateNames,
        HasOwnNetworkPlugin = values.NetworkUrl.Length > 0,
        TokenFile = K3sFiles.TokenPath,
        ExtraSettings = values.ExtraArguments,
    });

    private static string Agent(BootstrapValues values) => K3sFiles.WriteAgentConfiguration(new K3sAgentConfiguration
    {
        NodeName = values.Machine, NodeAddress = values.Address, Server = UrlOf(values), TokenFile = K3sFiles.TokenPath,
    });

    private static string UrlOf(BootstrapValues values) => $"https://{values.Endpoint}";

    // k3s' own kubectl reads root's kubeconfig where there is one, whoever asks.
    private const string Kubectl = $$"""
        #!/bin/sh
        [ -n "$KUBECONFIG" ] || [ ! -r "$HOME/.kube/config" ] || export KUBECONFIG="$HOME/.kube/config"
        exec {{K3sFiles.ProgramPath}} kubectl "$@"
        """;

    private static FieldError Error(string field, string value, string why) => new() { Field = field, Message = $"Invalid value: \"{value}\": {why}" };
}
