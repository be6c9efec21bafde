using Reeve.Plugins;

namespace Reeve.Proxies;

/// <summary>
/// Serves proxy traffic as a snapshot says. Desired state, its history, certificates, DNS and, where the provider takes them,
/// the listening sockets are the runtime's.
/// </summary>
/// <remarks>
/// <para><b>Swap.</b> When the plugin is replaced, the new instance gets the same snapshot and the same sockets while the old one
/// still serves; then the old one is told to drain (<see cref="IProxyDrain"/>) and disposed.</para>
/// <para><b>Threading.</b> <see cref="ApplyAsync"/> calls come one after another; <see cref="ObserveAsync"/> any time.</para>
/// </remarks>
public interface IProxyProvider : IProvider
{
    /// <summary>What the provider can do. A snapshot that asks for more is refused before <see cref="ApplyAsync"/>.</summary>
    ProxyCapabilities Capabilities { get; }

    /// <summary>
    /// Makes a snapshot the state that is served: all of it or, on failure, none of it. No connection that the difference does
    /// not concern is disturbed. Returns once new connections are served by it.
    /// </summary>
    /// <param name="snapshot">The whole desired state. It may be kept.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: with the field; the former snapshot is served on.</exception>
    Task ApplyAsync(ProxySnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Says what is served now, with its health and counts.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken);
}
