using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Reeve.Plugins.Proxy.ProxyPlugin), "proxy")]

namespace Reeve.Plugins.Proxy;

/// <summary>Serves proxy traffic in the agent's own process.</summary>
public sealed class ProxyPlugin : IPlugin
{
    /// <summary>What users write as the proxy's provider.</summary>
    public const string ProviderName = "proxy";

    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar)
    {
        ArgumentNullException.ThrowIfNull(registrar);
        registrar.AddProxyProvider(ProviderName, static context => new ProxyProvider(context));
    }
}
