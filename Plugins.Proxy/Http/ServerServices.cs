using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>
/// Takes the services that the HTTP server needs for TLS, some of which are internal to it, without a web host: that would bring
/// console life time and watched configuration files.
/// </summary>
internal sealed class ServerServices(IServiceCollection services) : IWebHostBuilder
{
#pragma warning disable ASPDEPR008 // The interface asks for it.
    public IWebHost Build() => throw new NotSupportedException("Only services are taken.");
#pragma warning restore ASPDEPR008

    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(services);
        return this;
    }

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), services);
        return this;
    }

    public string? GetSetting(string key) => null;

    public IWebHostBuilder UseSetting(string key, string? value) => this;
}
