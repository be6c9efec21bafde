using Reeve.Plugins;
using Reeve.Plugins.Kubeadm.K3s;

[assembly: ReevePlugin(typeof(Reeve.Plugins.Kubeadm.KubeadmPlugin), "kubeadm")]

namespace Reeve.Plugins.Kubeadm;

/// <summary>Makes single-node clusters by kubeadm and k3s.</summary>
public sealed class KubeadmPlugin : IPlugin
{
    /// <summary>What users write as the cluster's type.</summary>
    public const string ProviderName = "kubeadm";

    /// <summary>What users write as the type of a cluster of k3s.</summary>
    public const string K3sProviderName = "k3s";

    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar)
    {
        ArgumentNullException.ThrowIfNull(registrar);
        registrar.AddClusterProvisioner(ProviderName, static context => new KubeadmProvisioner(context));
        registrar.AddClusterProvisioner(K3sProviderName, static context => new K3sProvisioner(context));
    }
}
