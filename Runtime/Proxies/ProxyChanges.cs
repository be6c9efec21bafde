using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies;

/// <summary>Changes a part of what is wanted of a proxy, beside others who change other parts.</summary>
public static class ProxyChanges
{
    // Each try that fails is a change of somebody else that succeeded.
    private const int MostTries = 20;

    /// <summary>Changes the document as it is, and again if somebody else has changed it meanwhile.</summary>
    /// <param name="proxy">The proxy.</param>
    /// <param name="change">Makes the new document of the current one (an empty one before the first). May be called again; must not keep what it was given.</param>
    /// <param name="by">Who wants it, for the history.</param>
    /// <param name="cancellationToken">Stops waiting before it has begun.</param>
    /// <returns>The revision with the change; the current one if nothing had to be changed.</returns>
    /// <exception cref="ProxyValidationException">The new document is not valid.</exception>
    /// <exception cref="ProviderException">As <see cref="IProxyService.ApplyAsync"/>.</exception>
    public static async Task<ProxyRevision> ChangeAsync(
        this IProxyService proxy, Func<ProxySpec, ProxySpec> change, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        ArgumentNullException.ThrowIfNull(change);
        for (var tries = 1; ; tries++)
        {
            var current = proxy.Current;
            var made = current?.Revision ?? 0;
            try
            {
                return await proxy.ApplyAsync(change(current?.Spec ?? new ProxySpec()), by, made, cancellationToken);
            }
            catch (ProviderException exception) when (exception.Reason is ErrorReason.Conflict && tries < MostTries && (proxy.Current?.Revision ?? 0) != made)
            {
                // Made from what is not current any more.
            }
        }
    }
}
