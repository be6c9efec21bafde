using System.Globalization;
using Reeve.Distributions.Text;

namespace Reeve.Distributions.Kubeadm;

/// <summary>Writes kubeadm's configuration file. Pure.</summary>
/// <remarks>
/// Source: https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/ and the pages of v1beta3 and v1beta2;
/// kubelet.config.k8s.io/v1beta1; kubeproxy.config.k8s.io/v1alpha1. An empty list of taints keeps a node schedulable.
/// </remarks>
public static class KubeadmFile
{
    private static readonly string[] s_tokenUsages = ["signing", "authentication"];
    private static readonly string[] s_tokenGroups = ["system:bootstrappers:kubeadm:default-node-token"];

    /// <summary>Writes the file that <c>kubeadm init --config</c> reads.</summary>
    /// <param name="configuration">What it shall say.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: the version is too old</exception>
    public static string Write(KubeadmConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var shape = KubeadmApiVersions.For(configuration.Version);
        return YamlDocuments.Write(
            [Init(configuration, shape), Cluster(configuration, shape), Kubelet(configuration), .. configuration.Proxy.Count > 0 ? [Proxy(configuration)] : Array.Empty<Mapping>()]);
    }

    private static Mapping Init(KubeadmConfiguration configuration, KubeadmApiVersion shape)
    {
        var registration = new Mapping { ["name"] = configuration.NodeName, ["criSocket"] = configuration.CriSocket };
        if (configuration.Schedulable)
        {
            registration["taints"] = Array.Empty<object>();
        }

        return new Mapping
        {
            ["apiVersion"] = KubeadmApiVersions.Name(shape),
            ["kind"] = "InitConfiguration",
            ["localAPIEndpoint"] = new Mapping { ["advertiseAddress"] = configuration.AdvertiseAddress, ["bindPort"] = configuration.BindPort },
            ["nodeRegistration"] = registration.With("kubeletExtraArgs", Arguments(configuration.ExtraArguments, "kubelet", shape)),
        }.With("bootstrapTokens", Tokens(configuration));
    }

    private static List<object>? Tokens(KubeadmConfiguration configuration) => configuration.BootstrapToken.Length == 0 ? null :
    [
        new Mapping
        {
            ["token"] = configuration.BootstrapToken,
            ["ttl"] = string.Create(CultureInfo.InvariantCulture, $"{(int)configuration.BootstrapTokenLifetime.TotalMinutes}m0s"),
            ["usages"] = s_tokenUsages,
            ["groups"] = s_tokenGroups,
        },
    ];

    private static Mapping Cluster(KubeadmConfiguration configuration, KubeadmApiVersion shape)
    {
        var etcd = new Mapping().With("dataDir", configuration.EtcdDataDirectory).With("extraArgs", Arguments(configuration.ExtraArguments, "etcd", shape));
        var cluster = new Mapping
        {
            ["apiVersion"] = KubeadmApiVersions.Name(shape),
            ["kind"] = "ClusterConfiguration",
            ["clusterName"] = configuration.ClusterName,
            ["kubernetesVersion"] = $"v{configuration.Version}",
        };
        return cluster
            .With("controlPlaneEndpoint", configuration.ControlPlaneEndpoint)
            .With("imageRepository", configuration.ImageRepository)
            .With("networking", new Mapping { ["dnsDomain"] = configuration.DnsDomain }
                .With("podSubnet", string.Join(',', configuration.PodSubnets))
                .With("serviceSubnet", string.Join(',', configuration.ServiceSubnets)))
            .With("apiServer", new Mapping()
                .With("certSANs", configuration.CertificateNames.ToList())
                .With("extraArgs", Arguments(configuration.ExtraArguments, "apiServer", shape)))
            .With("controllerManager", new Mapping().With("extraArgs", Arguments(configuration.ExtraArguments, "controllerManager", shape)))
            .With("scheduler", new Mapping().With("extraArgs", Arguments(configuration.ExtraArguments, "scheduler", shape)))
            .With("etcd", etcd.Count == 0 ? null : new Mapping { ["local"] = etcd });
    }

    private static Mapping Kubelet(KubeadmConfiguration configuration)
    {
        var kubelet = new Mapping
        {
            ["apiVersion"] = "kubelet.config.k8s.io/v1beta1",
            ["kind"] = "KubeletConfiguration",
            ["cgroupDriver"] = configuration.CgroupDriver,
            ["failSwapOn"] = configuration.FailSwapOn,
        };
        foreach (var (name, value) in configuration.Kubelet)
        {
            kubelet[name] = value;
        }

        return kubelet;
    }

    private static Mapping Proxy(KubeadmConfiguration configuration)
    {
        var proxy = new Mapping { ["apiVersion"] = "kubeproxy.config.k8s.io/v1alpha1", ["kind"] = "KubeProxyConfiguration" };
        foreach (var (name, value) in configuration.Proxy)
        {
            proxy[name] = value;
        }

        return proxy;
    }

    /// <summary>A mapping up to v1beta3, a list of names and values from v1beta4 on.</summary>
    internal static object? Arguments(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> all, string part, KubeadmApiVersion shape)
    {
        if (!all.TryGetValue(part, out var arguments) || arguments.Count == 0)
        {
            return null;
        }

        var ordered = arguments.OrderBy(argument => argument.Key, StringComparer.Ordinal);
        return shape is KubeadmApiVersion.V1Beta4
            ? ordered.Select(argument => new Mapping { ["name"] = argument.Key, ["value"] = argument.Value }).ToList()
            : ordered.ToDictionary(argument => argument.Key, object (argument) => argument.Value);
    }
}
