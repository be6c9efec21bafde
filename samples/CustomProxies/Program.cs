// A proxy in a program of its own: a generic host, Reeve's proxy referenced like any library, no plugin directory.
//
//   dotnet run -- 127.0.0.1:8080 http://127.0.0.1:5000
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reeve.Plugins.Proxy;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Proxies.Specs;

var builder = Host.CreateApplicationBuilder();
builder.Services
    .AddReeve(options => options.StateDirectory = builder.Configuration["state"] ?? options.StateDirectory)
    .UsePlugin<ProxyPlugin>()
    .AddProxies("edge")
    .UseProvider("proxy")
    .Serve(new ProxySpec
    {
        Listeners = [new ProxyListenerSpec { Name = "web", Protocol = "http", Address = args[0] }],
        Routes = [new ProxyRouteSpec { Name = "all", Listeners = ["web"], Upstream = "origin" }],
        Upstreams = [new ProxyUpstreamGroupSpec { Name = "origin", Members = [new ProxyUpstreamSpec { Address = args[1] }] }],
    });

using var host = builder.Build();
await host.StartAsync();

var proxy = host.Services.GetRequiredService<IProxySites>().Find("edge")!;
Console.WriteLine(proxy.Problem ?? $"{proxy.Name} serves revision {proxy.Service.Current?.Revision}.");
await host.WaitForShutdownAsync();
