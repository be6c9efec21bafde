using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.TestKit;
using Reeve.TestKit.Clusters;
using Reeve.TestKit.Conformance;
using Reeve.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Reeve.Plugins.OpenStack.Tests.Conformance;

/// <summary>The suite over the provisioner as a host loads it. Steps are planned and checked; what they do is seen in the tests of life cycles.</summary>
public sealed class OpenStackConformanceTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task OpenStack_MeetsWhatChangesNothing()
    {
        await using var cloud = await CloudServer.StartAsync(new FakeCloud());
        File.WriteAllText(_directory["openrc"], $"""
            export OS_AUTH_URL={cloud.Address}/identity/v3
            export OS_AUTH_TYPE=v3applicationcredential
            export OS_APPLICATION_CREDENTIAL_ID=id
            export OS_APPLICATION_CREDENTIAL_SECRET=secret
            export OS_REGION_NAME=RegionOne
            """);
        var options = $$$"""{"cloud": {"environmentFile": "{{{_directory["openrc"]}}}"}, "defaults": {"image": "debian", "flavor": "m4.small"}}""";
        var spec = new ClusterSpec
        {
            Id = new ClusterId { Owner = new Owner { Cluster = "c", Node = "n" }, Tenant = "acme", Name = "web" },
            Version = "1.30.2",
            Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/12"], Cni = new ClusterAddon { Name = "flannel", Version = "0.25.5" } },
            Provider = Json("{}"),
        };

        var report = await ClusterProvisionerSuite.RunAsync(new ClusterTarget
        {
            Provider = new ProviderTarget { PluginDirectory = Repository.Built("Reeve.Plugins.OpenStack"), Provider = "openstack", Options = options },
            Spec = spec,
            Refused = new Dictionary<string, ClusterSpec> { ["spec.version"] = spec with { Version = "-" } },
            AppliesSteps = false,
        });
        output.WriteLine(report.ToString());

        Assert.True(report.Conforms, report.ToString());
        Assert.True(report.Results.Count(result => result.Outcome is RequirementOutcome.Passed) >= 20, report.Summary);
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
