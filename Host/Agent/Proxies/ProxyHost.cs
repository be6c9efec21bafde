using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Proxies;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Configuration.Proxies;
using Reeve.Host.Diagnostics;
using Reeve.Host.Names;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Dns;
using Reeve.Runtime.Proxies.Sources;

namespace Reeve.Host.Agent.Proxies;

/// <summary>The proxies of an agent, with their certificates and zones, and its own name. Made only where such are configured: nothing of it is loaded otherwise.</summary>
internal sealed class ProxyHost : IProxySites, IAsyncDisposable
{
    private readonly PartStack _parts = new();
    private readonly List<ProxySite> _sites = [];
    private ProxyMetrics? _metrics;

    private ProxyHost()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<IProxySite> All => _sites;

    /// <summary>Feeds them from clusters.</summary>
    public IKubernetesSources Sources { get; private set; } = null!;

    /// <summary>The zones that the agent changes; null for none.</summary>
    public IDnsProvider? Dns { get; private set; }

    /// <summary>The name under which the machine is reached; null if none is configured.</summary>
    public OwnName? Name { get; private set; }

    /// <summary>Starts them, where any are configured. Each serves what it served before when this returns, or says why it cannot.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="layout">The state directory.</param>
    /// <param name="plugins">Plugins, started.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>Null where none are configured.</returns>
    /// <exception cref="ProviderException">A provider is missing, or does not take its options, or a key of a zone or authority cannot be used.</exception>
    public static async Task<ProxyHost?> StartAsync(
        Cli cli, LoadedConfiguration configuration, AgentLayout layout, IPluginManager plugins, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (configuration.Proxies.Plans.Count == 0 && configuration.Options.Agent.Fqdn is null)
        {
            return null;
        }

        var host = new ProxyHost();
        try
        {
            await host.StartSitesAsync(cli, configuration, layout, plugins, loggers, cancellationToken);
            StartupTrace.Mark("proxies");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends them, all at once: each may wait for its connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _metrics?.Dispose();
        await Task.WhenAll(_sites.Select(static site => site.DisposeAsync().AsTask()));
        await _parts.DisposeAsync();
    }

    private async Task StartSitesAsync(
        Cli cli, LoadedConfiguration configuration, AgentLayout layout, IPluginManager plugins, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddSingleton(loggers).AddLogging();
        services.AddSingleton(cli.Time).AddSingleton(plugins);
        services.AddReeveProxies();
        var provider = _parts.Own(services.BuildServiceProvider());
        Sources = provider.GetRequiredService<IKubernetesSources>();
        var owner = AgentOwner.Open(layout, configuration.Options);
        var dns = Dns = AgentZones.Open(configuration.Proxies, owner, _parts, cli.Time);
        if (configuration.Options.Agent is { Fqdn: { } fqdn } agent && dns is not null)
        {
            Name = _parts.Own(new OwnName(
                new OwnNameOptions { Name = fqdn, Ttl = agent.Ttl.Length, RemovedFile = layout.NameRemoved },
                AgentAddresses.Open(agent, _parts), dns, cli.Time, loggers.CreateLogger<OwnName>()));
            Name.Start();
        }

        var issuers = new Dictionary<string, ICertificateIssuer>();
        foreach (var (name, authority) in configuration.Proxies.Authorities)
        {
            issuers[name] = _parts.OwnDisposable(new AcmeIssuer(authority, layout.Authority(name), cli.Time));
        }

        var clusters = new Dictionary<string, ReflectorFactory>();
        foreach (var plan in configuration.Proxies.Plans)
        {
            var certificates = AgentCertificate.AddTo(plan, configuration);
            foreach (var secret in certificates.Where(certificate => certificate.SecretName is not null && !clusters.ContainsKey(certificate.Cluster)))
            {
                clusters[secret.Cluster] = SecretClusters.Open(cli, secret.Cluster, _parts, loggers);
            }

            var service = await provider.GetRequiredService<IProxyServices>().OpenAsync(plan.Provider, InstanceOf(plan, configuration.Options, owner, layout), cancellationToken);
            var sources = new CertificateSources
            {
                Options = new CertificatesOptions { Authorities = configuration.Proxies.Authorities, Certificates = certificates, HttpPort = configuration.Options.Certificates.HttpPort },
                Issuers = issuers,
                Dns = dns,
                Clusters = clusters,
                Directory = Path.Combine(layout.Proxy(plan.Name), "certificates"),
                Sink = service,
            };
            var site = new ProxySite(
                new ProxySiteOptions { Name = plan.Name, Provider = plan.Provider, Initial = plan.Initial },
                service,
                provider.GetRequiredService<ICertificateManagers>().Create(sources),
                Name?.Tried ?? Task.CompletedTask,
                cli.Time,
                loggers.CreateLogger<ProxySite>());
            _sites.Add(site);
            await site.StartAsync(cancellationToken);
        }

        _metrics = new ProxyMetrics(this);
    }

    private static ProviderInstance InstanceOf(ProxyPlan plan, HostOptions options, Owner owner, AgentLayout layout) => new()
    {
        Name = plan.Name,
        Owner = owner,
        Options = InstanceOptions.Of(options, plan.Provider, plan.Options),
        StateDirectory = layout.Proxy(plan.Name),
    };
}
