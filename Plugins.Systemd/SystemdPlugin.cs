using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Reeve.Plugins.Systemd.SystemdPlugin), "systemd")]

namespace Reeve.Plugins.Systemd;

/// <summary>Runs containers as transient units of systemd.</summary>
public sealed class SystemdPlugin : IPlugin
{
    /// <summary>What users write as the node's provider.</summary>
    public const string ProviderName = "systemd";

    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar)
    {
        ArgumentNullException.ThrowIfNull(registrar);
        registrar.AddContainerDriver(ProviderName, static context => new SystemdDriver(context));
    }
}
