using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Reeve.Plugins.Process.ProcessPlugin), "process")]

namespace Reeve.Plugins.Process;

/// <summary>Runs containers as child process trees of the machine itself: no image store, no daemon, no container runtime.</summary>
public sealed class ProcessPlugin : IPlugin
{
    /// <summary>What users write as the node's provider.</summary>
    public const string ProviderName = "process";

    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar)
    {
        ArgumentNullException.ThrowIfNull(registrar);
        registrar.AddContainerDriver(ProviderName, static context => new ProcessDriver(context));
    }
}
