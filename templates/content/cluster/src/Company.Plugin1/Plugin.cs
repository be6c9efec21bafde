using Reeve.Plugins;

namespace Company.Plugin1;

/// <summary>Says what this assembly provides.</summary>
public sealed class Plugin : IPlugin
{
    public void Register(IPluginRegistrar registrar) => registrar.AddClusterProvisioner("my-provider", context => new ModelProvisioner(context));
}
