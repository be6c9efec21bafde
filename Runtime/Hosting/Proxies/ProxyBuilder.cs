using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Reeve.Plugins;
using Reeve.Proxies;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Hosting.Proxies;

/// <summary>Says what serves a proxy, and what it serves at first.</summary>
public sealed class ProxyBuilder : ReeveBuilder
{
    private readonly HostedProxyOptions _options;

    internal ProxyBuilder(ReeveBuilder parent, string name)
        : base(parent)
    {
        _options = new HostedProxyOptions(name);
        Services.AddReeveProxies();
        Services.AddSingleton(_options);
        if (!Services.Any(static service => service.ServiceType == typeof(HostedProxies)))
        {
            Services.AddSingleton<HostedProxies>();
            Services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<HostedProxies>());
            Services.TryAddSingleton<IProxySites>(static provider => provider.GetRequiredService<HostedProxies>());
        }
    }

    /// <summary>Serves the proxy by a provider that is part of the program.</summary>
    /// <typeparam name="T">Has a public constructor that takes a <see cref="ProviderContext"/>, and services if it likes.</typeparam>
    /// <param name="name">Its name; null for the class's without "Provider", such as <c>nginx</c> for <c>NginxProvider</c>.</param>
    public ProxyBuilder UseProvider<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(string? name = null)
        where T : class, IProxyProvider => UseProvider(Linked.Add<T>(ProviderKind.Proxy, name));

    /// <summary>Serves the proxy by a provider of a plugin.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its options; null for none.</param>
    public ProxyBuilder UseProvider(string name, ProviderOptions? options = null)
    {
        (_options.Provider, _options.ProviderOptions) = (name, options ?? ProviderOptions.Empty);
        return this;
    }

    /// <summary>Says what is served as long as nobody has applied anything.</summary>
    /// <param name="document">What is wanted.</param>
    public ProxyBuilder Serve(ProxySpec document)
    {
        _options.Initial = document;
        return this;
    }

    /// <summary>Keeps certificates fresh: from files, or ordered from authorities that prove names by HTTP.</summary>
    /// <param name="certificates">Certificates and authorities.</param>
    public ProxyBuilder UseCertificates(CertificatesOptions certificates)
    {
        _options.Certificates = certificates;
        return this;
    }
}
