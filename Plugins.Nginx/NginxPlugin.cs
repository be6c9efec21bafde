using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Reeve.Plugins.Nginx.NginxPlugin), "nginx")]

namespace Reeve.Plugins.Nginx;

/// <summary>Serves proxy traffic by an nginx of its own.</summary>
public sealed class NginxPlugin : IPlugin
{
    /// <summary>What users write as the proxy's provider.</summary>
    public const string ProviderName = "nginx";

    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar)
    {
        ArgumentNullException.ThrowIfNull(registrar);
        registrar.AddProxyProvider(ProviderName, static context => new NginxProvider(context));
    }
}
