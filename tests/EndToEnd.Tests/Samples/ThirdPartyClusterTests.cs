using System.Diagnostics;
using Reeve.Clusters;
using Reeve.TestKit;
using Reeve.TestKit.Clusters;
using Reeve.Testing;
using Xunit.Abstractions;

namespace Reeve.EndToEnd.Samples;

/// <summary>A type of clusters that knows nothing but the packed contract: a plugin is all that it needs, and it does what the contract demands.</summary>
[Collection(SamplePlugin.OneAtATime)]
public sealed class ThirdPartyClusterTests(ITestOutputHelper output)
{
    private static readonly ClusterSpec Spec = new()
    {
        Id = new ClusterId { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "one" },
        Version = "1.30.2",
        Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/16"] },
    };

    [LinuxFact]
    public async Task Sample_BuiltAgainstThePackageAlone_MakesUpgradesAndRemovesClustersAndConforms()
    {
        using var reeve = new ReeveCommand();
        await SamplePlugin.BuildAsync(reeve, "ThirdPartyCluster", reeve["plugins/diorama"]);
        File.WriteAllText(reeve["reeve.yaml"], """
            clusters: [{name: default}]
            clusterApi: {rest: "off", grpc: "off", metrics: "off"}
            """);
        using var agent = Programs.Start(
            ReeveCommand.Program, ["serve", "--config", reeve["reeve.yaml"], "--plugins", reeve["plugins"], "--state-dir", reeve.State]);
        var said = agent.StandardOutput.ReadToEndAsync();
        var error = agent.StandardError.ReadToEndAsync();
        try
        {
            await Eventually.TrueAsync(
                async () => agent.HasExited ? throw new InvalidOperationException(await error) : (await reeve.RunAsync("cluster", "list")).ExitCode == 0,
                "the agent answers");

            await OkAsync(reeve, "create", "-f", Path.Combine(reeve["author"], "cluster.yaml"));
            Assert.Contains("1.30.2", await OkAsync(reeve, "get", "-o", "yaml"), StringComparison.Ordinal);
            await OkAsync(reeve, "upgrade", "--version", "1.31.0");
            var model = Assert.Single(Directory.GetFiles(reeve.State, "default.model", SearchOption.AllDirectories));
            Assert.Equal("1.31.0", File.ReadAllText(model));
            await OkAsync(reeve, "delete", "--yes");
            Assert.Empty(File.ReadAllText(model));
        }
        finally
        {
            await EndAsync(agent);
            await Task.WhenAll(said, error);
        }

        await ConformsAsync(reeve["plugins/diorama"]);
    }

    private async Task ConformsAsync(string plugin)
    {
        var report = await ClusterProvisionerSuite.RunAsync(new ClusterTarget
        {
            Provider = new ProviderTarget { PluginDirectory = plugin, Provider = "diorama" },
            Spec = Spec,
            Next = Spec with { Version = "1.31.0" },
            Refused = new Dictionary<string, ClusterSpec> { ["spec.storage.clusterCsi"] = Spec with { Storage = new ClusterAddon { Name = "local-path" } } },
        });
        output.WriteLine(report.ToString());
        Assert.True(report.Conforms, report.ToString());
    }

    private static async Task<string> OkAsync(ReeveCommand reeve, params string[] arguments)
    {
        var result = await reeve.RunAsync(["cluster", .. arguments]);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {result}");
    }

    private static async Task EndAsync(Process agent)
    {
        if (!agent.HasExited)
        {
            agent.Kill();
            await agent.WaitForExitAsync();
        }
    }
}
