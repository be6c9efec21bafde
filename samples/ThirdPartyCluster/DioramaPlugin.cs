using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Diorama.DioramaPlugin), "example.diorama")]

namespace Diorama;

public sealed class DioramaPlugin : IPlugin
{
    public void Register(IPluginRegistrar registrar) =>
        registrar.AddClusterProvisioner("diorama", context => new DioramaProvisioner(context));
}
