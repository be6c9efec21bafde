using Reeve.Plugins;

[assembly: ReevePlugin(typeof(ModelCluster.ModelPlugin), "fixture.models")]

namespace ModelCluster;

/// <summary>Registers the provisioner.</summary>
public sealed class ModelPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar) =>
        registrar.AddClusterProvisioner("model", static context => new ModelProvisioner(context.Options.Get(ModelJson.Default.ModelOptions).Fault, context.TimeProvider));
}
