using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Hosting;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Reeve.Runtime.Tests.Operations;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Hosting;

public sealed class ClustersBuilderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AddClusters_ProvisionerOfTheProgram_IsTheTypeOfClusters()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services
            .AddReeve(options => options.StateDirectory = _directory["state"])
            .AddClusters().UsePlugin<ScriptedPlugin>();
        using var host = builder.Build();
        await host.StartAsync();

        var manager = host.Services.GetRequiredService<IClusterManager>();

        Assert.Contains("scripted", manager.Types);
        Assert.Equal(_directory["state/clusters"], host.Services.GetRequiredService<ClusterOptions>().Directory);
        Assert.Equal(LocalOwner.MachineName, host.Services.GetRequiredService<ClusterOptions>().Owner.Node);
        await host.StopAsync();
    }

    [Fact]
    public void UseProvisioner_SeveralOfThem_TheFirstIsTheDefault()
    {
        var services = new ServiceCollection();
        services.AddReeve(options => options.StateDirectory = _directory["state"])
            .AddClusters().UseProvisioner("b").UseProvisioner("a", new ProviderOptions("{}"u8)).Configure(options => options with { DefaultName = "main" });
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<ClusterOptions>();

        Assert.Equal(("b", "main"), (options.DefaultType, options.DefaultName));
        Assert.Equal(["a", "b"], options.Provisioners.Keys.Order());
    }

    /// <summary>The scripted provisioner as a plugin that a program references.</summary>
    public sealed class ScriptedPlugin : IPlugin
    {
        public void Register(IPluginRegistrar registrar) => registrar.AddClusterProvisioner("scripted", static _ => (IClusterProvisioner)new ScriptedProvisioner(new World()));
    }
}
