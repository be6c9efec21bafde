using Reeve.Proxies;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies;

/// <summary>One proxy: keeps what is wanted of it, with its history, and has a provider serve that.</summary>
/// <remarks>
/// <para><b>Truth.</b> A document is applied when this says so: it is on disk then and served. One that is not valid, or that the provider
/// refuses, changes nothing: the last good one is served on.</para>
/// <para><b>Certificates</b> that are kept fresh elsewhere (<see cref="ICertificateSink"/>) are served beside those of the document. They make no
/// revision, and after a restart they are given anew.</para>
/// <para><b>Sockets</b> are opened and kept here and lent to the provider, so that replacing its plugin closes no port.</para>
/// <para><b>End.</b> Disposing it closes the sockets that listen; a provider that can drain (<see cref="IProxyDrain"/>) lets open connections end for as
/// long as its settings say, then they are cut. One that serves without the agent is left as it is.</para>
/// <para><b>Threading.</b> All members may be called concurrently; changes come one after another.</para>
/// </remarks>
public interface IProxyService : ICertificateSink, IAsyncDisposable
{
    /// <summary>The configured name of the proxy.</summary>
    string Name { get; }

    /// <summary>What is served; null before the first document.</summary>
    ProxyRevision? Current { get; }

    /// <summary>What its provider can do; null until it has started.</summary>
    ProxyCapabilities? Capabilities { get; }

    /// <summary>Starts the provider and has it serve the current revision before the first connection is accepted.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">It cannot be served, for instance because a port is taken; may be called again.</exception>
    /// <exception cref="InvalidDataException">A file of the history is damaged.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>What applying a document would change. Changes nothing.</summary>
    /// <param name="spec">The document.</param>
    /// <exception cref="ProxyValidationException">It is not valid.</exception>
    IReadOnlyList<ProxyChange> Diff(ProxySpec spec);

    /// <summary>Makes a document the one that is served.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="by">Who wants it, for the history.</param>
    /// <param name="expected">The revision that it was made from; null for whatever is current.</param>
    /// <param name="cancellationToken">Stops waiting before it has begun.</param>
    /// <returns>The new revision, or the current one if the document says the same.</returns>
    /// <exception cref="ProxyValidationException">It is not valid.</exception>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Conflict"/>: another revision is current, or a port is taken. Others: the provider's.</exception>
    Task<ProxyRevision> ApplyAsync(ProxySpec spec, string by, long? expected, CancellationToken cancellationToken);

    /// <summary>Changes the document that is served, whatever it is by then: nobody else's change comes in between.</summary>
    /// <param name="change">Makes the next document out of the current one (an empty one before the first). Pure and quick; what it throws is thrown on.</param>
    /// <param name="by">Who wants it, for the history.</param>
    /// <param name="cancellationToken">Stops waiting before it has begun.</param>
    /// <returns>The new revision, or the current one if the document says the same.</returns>
    /// <exception cref="ProxyValidationException">What it made is not valid.</exception>
    /// <exception cref="ProviderException">As in <see cref="ApplyAsync"/>.</exception>
    Task<ProxyRevision> ChangeAsync(Func<ProxySpec, ProxySpec> change, string by, CancellationToken cancellationToken);

    /// <summary>The current revision, if there is one, and then each that becomes current; whoever is slow gets only the latest. Endless.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<ProxyRevision> WatchAsync(CancellationToken cancellationToken);

    /// <summary>Applies the document of an earlier revision again, as a new revision.</summary>
    /// <param name="revision">Its number.</param>
    /// <param name="by">Who wants it, for the history.</param>
    /// <param name="cancellationToken">Stops waiting before it has begun.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: it is not kept. Others: as in <see cref="ApplyAsync"/>.</exception>
    Task<ProxyRevision> RollBackAsync(long revision, string by, CancellationToken cancellationToken);

    /// <summary>Numbers of the revisions that are kept (100), the newest first.</summary>
    IReadOnlyList<long> Revisions { get; }

    /// <summary>A revision that is kept, or null.</summary>
    /// <param name="revision">Its number.</param>
    ProxyRevision? Find(long revision);

    /// <summary>What the provider serves, with its health and counts.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken);
}
