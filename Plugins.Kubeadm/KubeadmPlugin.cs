using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Reeve.Plugins.Kubeadm.KubeadmPlugin), "kubeadm")]

namespace Reeve.Plugins.Kubeadm;

/// <summary>Makes single-node clusters by kubeadm.</summary>
public sealed class KubeadmPlugin : IPlugin
{
    /// <summary>What users write as the cluster's type.</summary>
    public const string ProviderName = "kubeadm";

    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar)
    {
        ArgumentNullException.ThrowIfNull(registrar);
        registrar.AddClusterProvisioner(ProviderName, static context => new KubeadmProvisioner(context));
    }
}
