using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Hosting;
using Reeve.Runtime.Hosting.Nodes;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.State;
using Reeve.Runtime.Tests.Hosting.Support;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Runtime.Tests.Proxies;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Hosting;

public sealed class ReeveBuilderTests : IDisposable
{
    private const string Manifest = """
        apiVersion: v1
        kind: Pod
        metadata: {name: letter}
        spec:
          containers: [{name: main, image: "host:/bin/true"}]
        """;

    private readonly TempDirectory _directory = new();
    private readonly FakeBackend _backend = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AddNode_ProviderOfTheProgram_RunsThePodsOfItsManifests()
    {
        using (var host = Build(reeve => reeve.AddNode("north").UseProvider<HostedProvider>().UseManifests(Pods())))
        {
            await host.StartAsync();
            var node = host.Services.GetRequiredKeyedService<IReeveNode>("north");
            await node.Ready.WaitAsync(Eventually.Deadline);
            await Eventually.TrueAsync(() => _backend.Running.Count == 1, "the pod runs");
            Assert.Equal("letter", Assert.Single(node.Pods!.Pods).Pod.Metadata.Name);
            Assert.Equal("north", node.Pods.Owner.Node);
            await host.StopAsync();
        }

        // It runs on, and the next program finds it again.
        Assert.Single(_backend.Running);
        using var next = Build(reeve => reeve.AddNode("north").UseProvider<HostedProvider>().UseManifests(Pods()));
        await next.StartAsync();
        await next.Services.GetRequiredService<IReeveNode>().Ready.WaitAsync(Eventually.Deadline);
        Assert.Equal(1, Assert.Single(_backend.Starts).Value);
        await next.StopAsync();
    }

    [Fact]
    public async Task AddNode_NothingRunsItsPods_TheStartSaysSo()
    {
        using var host = Build(reeve => reeve.AddNode("north").UseManifests(Pods()));

        var refusal = await Assert.ThrowsAsync<HostingException>(() => host.StartAsync());

        Assert.Contains("UseProvider", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddNode_NoSuchProvider_TheStartNamesWhatThereIs()
    {
        using var host = Build(reeve => reeve.AddNode("north").UseProvider<HostedProvider>().UseProvider("hostel").UseManifests(Pods()));

        var refusal = await Assert.ThrowsAsync<HostingException>(() => host.StartAsync());

        Assert.Contains("hostel", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddProxies_ProviderOfTheProgram_ServesItsDocument()
    {
        using var host = Build(reeve => reeve.AddProxies("edge").UseProvider<HostedProxy>("hosted").Serve(ProxyDocuments.Simple(0) with { Listeners = [], Routes = [] }));
        await host.StartAsync();

        var site = Assert.Single(host.Services.GetRequiredService<IProxySites>().All);
        Assert.Equal(("edge", "hosted", null), (site.Name, site.Provider, site.Problem));
        Assert.Equal(1, site.Service.Current!.Revision);
        await host.StopAsync();
    }

    [Fact]
    public async Task AddEverything_OneProgram_OnePluginWithAllProviders()
    {
        using var host = Build(reeve => reeve
            .AddNode("north").UseProvider<HostedProvider>("one").UseManifests(Pods())
            .AddNode("south").UseProvider<HostedProvider>("two").UseManifests(Pods())
            .AddProxies().UseProvider<HostedProxy>());
        await host.StartAsync();

        var plugin = Assert.Single(host.Services.GetRequiredService<IPluginManager>().Plugins);
        Assert.Equal(PluginStatus.Active, plugin.Status);
        Assert.Equal(["proxy hosted-proxy", "workload one", "workload two"], plugin.Providers.Select(provider => provider.ToString()).Order());
        Assert.Equal(["north", "south"], host.Services.GetServices<IReeveNode>().Select(node => node.Name));
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_StateDirectoryInUse_SaysSo()
    {
        using var host = Build(static _ => { });
        await host.StartAsync();
        using var second = Build(static _ => { });

        await Assert.ThrowsAsync<StateDirectoryException>(() => second.StartAsync());
        await host.StopAsync();
    }

    [Fact]
    public void AddReeve_Twice_Refused()
    {
        var services = new ServiceCollection();
        services.AddReeve();

        Assert.Throws<InvalidOperationException>(() => services.AddReeve());
    }

    [Fact]
    public void UseProvider_RunsNoPods_Refused() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddReeve().AddNode("north").UseProvider<HostedProxy>());

    private IHost Build(Action<ReeveBuilder> add)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_backend);
        add(builder.Services.AddReeve(options => options.StateDirectory = _directory["state"]));
        return builder.Build();
    }

    private string Pods()
    {
        File.WriteAllText(_directory["pod.yaml"], Manifest);
        return _directory["pod.yaml"];
    }
}
