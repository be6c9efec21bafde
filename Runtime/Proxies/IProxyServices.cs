using Reeve.Runtime.Plugins;

namespace Reeve.Runtime.Proxies;

/// <summary>Opens proxies.</summary>
public interface IProxyServices
{
    /// <summary>Opens one, not started yet.</summary>
    /// <param name="provider">The provider, as in <see cref="IPluginManager.FindProvider"/>.</param>
    /// <param name="instance">Its name, owner, options and state directory; the history is kept in <c>history</c> below the latter.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">As <see cref="IPluginManager.OpenProxyProviderAsync"/>.</exception>
    Task<IProxyService> OpenAsync(string provider, ProviderInstance instance, CancellationToken cancellationToken);
}
