using Reeve.Plugins;

[assembly: ReevePlugin(typeof(ScriptedCluster.ScriptedPlugin), "fixture.clusters")]

namespace ScriptedCluster;

/// <summary>Registers the provisioner.</summary>
public sealed class ScriptedPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar) =>
        registrar.AddClusterProvisioner("kubeadm", static context => new ScriptedProvisioner(context.Options.Get(ScriptedJson.Default.ScriptedOptions), context.TimeProvider));
}
