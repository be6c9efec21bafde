using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Reeve.Plugins.OpenStack.OpenStackPlugin), "openstack")]

namespace Reeve.Plugins.OpenStack;

/// <summary>Makes clusters of virtual machines in OpenStack clouds.</summary>
public sealed class OpenStackPlugin : IPlugin
{
    /// <summary>What users write as the cluster's type.</summary>
    public const string ProviderName = "openstack";

    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar)
    {
        ArgumentNullException.ThrowIfNull(registrar);
        registrar.AddClusterProvisioner(ProviderName, static context => new OpenStackProvisioner(context));
    }
}
