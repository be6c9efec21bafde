using Reeve.Clusters;
using Reeve.TestKit;
using Reeve.TestKit.Clusters;
using Reeve.TestKit.Conformance;
using Reeve.Testing;
using Xunit.Abstractions;

namespace Reeve.EndToEnd.Conformance;

/// <summary>The conformance suite of provisioners, run through the real plugin boundary over one that keeps its clusters in memory.</summary>
public sealed class ClusterConformanceTests(ITestOutputHelper output)
{
    private static readonly ClusterSpec Spec = new()
    {
        Id = new ClusterId { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "one" },
        Version = "1.30.2",
        Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/16"] },
    };

    [Fact]
    public async Task Model_WithoutFault_MeetsEveryRequirement()
    {
        var report = await ClusterProvisionerSuite.RunAsync(Target(""));
        output.WriteLine(report.ToString());

        Assert.All(report.Results, result => Assert.Equal(RequirementOutcome.Passed, result.Outcome));
        Assert.Equal(ClusterProvisionerSuite.Requirements, report.Results.Select(result => result.Requirement));
    }

    /// <summary>Each fault is found by the requirement about it, and not by those that have nothing to do with it.</summary>
    [Theory]
    [InlineData("lenient", "validate.refuses")]
    [InlineData("random", "plan.repeat")]
    [InlineData("trusting", "step.unknown")]
    [InlineData("nosy", "check.pure")]
    [InlineData("restless", "create.done")]
    [InlineData("stateful", "create.resumed")]
    [InlineData("twice", "apply.repeat")]
    [InlineData("everybody", "clusters.apart")]
    [InlineData("forgetful", "undo.upgrade")]
    public async Task Model_Fault_FailsTheRequirementAboutIt(string fault, string requirement)
    {
        string[] controls = ["validate.accepts", "create.exists", "kubeconfig.absent"];
        var report = await ClusterProvisionerSuite.RunAsync(Target(fault, id => id == requirement || controls.Contains(id)));
        output.WriteLine(report.ToString());

        Assert.Equal(requirement, Assert.Single(report.Failures).Requirement.Id);
        Assert.All(report.Results.Where(result => controls.Contains(result.Requirement.Id)), result => Assert.Equal(RequirementOutcome.Passed, result.Outcome));
    }

    private static ClusterTarget Target(string fault, Func<string, bool>? select = null) => new()
    {
        Provider = new ProviderTarget { PluginDirectory = Repository.Built("ModelCluster"), Provider = "model", Options = $$"""{"fault":"{{fault}}"}""", Select = select },
        Spec = Spec,
        Next = Spec with { Version = "1.30.4" },
        Refused = new Dictionary<string, ClusterSpec> { ["spec.storage.clusterCsi"] = Spec with { Storage = new ClusterAddon { Name = "local-path" } } },
    };
}
