using Reeve.TestKit;
using Reeve.TestKit.Conformance;
using Reeve.TestKit.Containers;
using Reeve.TestKit.Workloads;
using Reeve.Testing;
using Xunit.Abstractions;

namespace Reeve.EndToEnd.Conformance;

/// <summary>The providers of this repository do what their contracts demand, seen through the real plugin boundary.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private static readonly ProviderTarget Process = new()
    {
        PluginDirectory = Repository.Built("Reeve.Plugins.Process"),
        Provider = "process",
    };

    [LinuxFact]
    public async Task Process_AsContainerDriver_Conforms() => Conforms(await ContainerDriverSuite.RunAsync(Process));

    [LinuxFact]
    public async Task Process_AsWorkloadProvider_Conforms() => Conforms(await WorkloadProviderSuite.RunAsync(Process));

    [Fact]
    public async Task Hollow_AsWorkloadProvider_Conforms() => Conforms(await WorkloadProviderSuite.RunAsync(new ProviderTarget
    {
        PluginDirectory = Repository.Built("Reeve.Hollow"),
        Provider = "hollow",
        RunsPrograms = false,
    }));

    /// <summary>Each fault of the broken driver is found by the requirements about it, and by no other.</summary>
    [LinuxTheory]
    [InlineData("exitCode", "container.start.exit-code")]
    [InlineData("environment", "container.start.environment")]
    [InlineData("forgetful", "watch.lists-all")]
    [InlineData("stubborn", "container.stop.at-once")]
    [InlineData("twice", "container.start.idempotent")]
    [InlineData("everybody", "watch.owner")]
    public async Task BrokenDriver_Fault_FailsTheRequirementsAboutIt(string fault, string requirement)
    {
        // What forgets ends may fail whatever waits for the end of a quick program.
        string[] controls = fault == "forgetful" ? ["sandbox.prepare", "node.describes"] : ["container.start.working-directory", "sandbox.prepare", "node.describes"];
        var report = await ContainerDriverSuite.RunAsync(new ProviderTarget
        {
            PluginDirectory = Repository.Built("BrokenDriver"),
            Provider = "broken",
            Options = $$"""{"fault":"{{fault}}"}""",
            Select = id => id == requirement || controls.Contains(id),
        });
        output.WriteLine(report.ToString());

        Assert.Equal(requirement, Assert.Single(report.Failures).Requirement.Id);
        Assert.All(report.Results.Where(result => controls.Contains(result.Requirement.Id)), result => Assert.Equal(RequirementOutcome.Passed, result.Outcome));
    }

    private void Conforms(ConformanceReport report)
    {
        output.WriteLine(report.ToString());
        Assert.True(report.Conforms, report.ToString());
        Assert.NotEmpty(report.Results);
    }
}
