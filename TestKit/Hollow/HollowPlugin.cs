using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Reeve.Hollow.HollowPlugin), "hollow")]

namespace Reeve.Hollow;

/// <summary>Registers the hollow provider.</summary>
public sealed class HollowPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar) =>
        registrar.AddWorkloadProvider("hollow", static context => new HollowProvider(context));
}
