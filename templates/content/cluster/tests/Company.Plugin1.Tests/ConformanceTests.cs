using Reeve;
using Reeve.Clusters;
using Reeve.TestKit;
using Reeve.TestKit.Clusters;
using Xunit.Abstractions;

namespace Company.Plugin1.Tests;

public sealed class ConformanceTests(ITestOutputHelper output)
{
    // The plugin as the build laid it out.
    private static readonly ProviderTarget Target = ProviderTarget.Of(typeof(ConformanceTests).Assembly, "my-provider");

    private static readonly ClusterSpec Spec = new()
    {
        Id = new ClusterId { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "one" },
        Version = "1.30.2",
        Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/16"] },
    };

    [Fact]
    public async Task Provisioner_WholeContract_Conforms()
    {
        // Over a world in memory; give World to have steps reach the real one.
        var report = await ClusterProvisionerSuite.RunAsync(new ClusterTarget
        {
            Provider = Target,
            Spec = Spec,
            Next = Spec with { Version = "1.31.0" },
            Refused = new Dictionary<string, ClusterSpec> { ["spec.storage.clusterCsi"] = Spec with { Storage = new ClusterAddon { Name = "local-path" } } },
        });

        output.WriteLine(report.ToString());
        Assert.True(report.Conforms, report.ToString());
    }
}
