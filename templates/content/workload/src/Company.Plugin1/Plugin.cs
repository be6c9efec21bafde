using Reeve.Plugins;

namespace Company.Plugin1;

/// <summary>Says what this assembly provides.</summary>
public sealed class Plugin : IPlugin
{
    public void Register(IPluginRegistrar registrar) => registrar.AddWorkloadProvider("my-provider", context => new SpoolProvider(context));
}
