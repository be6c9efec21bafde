using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Runtime.Hosting.Proxies;

/// <summary>The proxies of a program, which start and stop with the host.</summary>
internal sealed class HostedProxies(
    IEnumerable<HostedProxyOptions> proxies, LocalState state, IProxyServices services, ICertificateManagers certificates, TimeProvider time, ILoggerFactory loggers)
    : IHostedService, IProxySites, IAsyncDisposable
{
    private readonly PartStack _parts = new();
    private readonly Dictionary<string, ICertificateIssuer> _issuers = [];
    private IReadOnlyList<ProxySite> _sites = [];

    /// <inheritdoc/>
    public IReadOnlyList<IProxySite> All => Volatile.Read(ref _sites);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var proxy in proxies)
        {
            var site = await OpenAsync(proxy, cancellationToken);
            Volatile.Write(ref _sites, [.. _sites, site]);
            await site.StartAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>Ends them, all at once: each may wait for its connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Interlocked.Exchange(ref _sites, []).Select(static site => site.DisposeAsync().AsTask()));
        await _parts.DisposeAsync();
    }

    private async Task<ProxySite> OpenAsync(HostedProxyOptions proxy, CancellationToken cancellationToken)
    {
        var provider = proxy.Provider ?? throw new HostingException($"The proxy {proxy.Name} has nothing that serves it; call UseProvider.");
        var directory = state.Proxy(proxy.Name);
        var instance = new ProviderInstance
        {
            Name = proxy.Name,
            Owner = state.OwnerOf(LocalOwner.MachineName),
            Options = proxy.ProviderOptions,
            StateDirectory = directory,
        };
        foreach (var (name, authority) in proxy.Certificates.Authorities.Where(authority => !_issuers.ContainsKey(authority.Key)))
        {
            _issuers[name] = _parts.OwnDisposable(new AcmeIssuer(authority, Path.Combine(state.Path, "authorities", name), time));
        }

        var service = await services.OpenAsync(provider, instance, cancellationToken);
        var sources = new CertificateSources
        {
            Options = proxy.Certificates,
            Issuers = _issuers,
            Directory = Path.Combine(directory, "certificates"),
            Sink = service,
        };
        return new ProxySite(
            new ProxySiteOptions { Name = proxy.Name, Provider = provider, Initial = proxy.Initial },
            service,
            certificates.Create(sources),
            Task.CompletedTask,
            time,
            loggers.CreateLogger<ProxySite>());
    }
}
