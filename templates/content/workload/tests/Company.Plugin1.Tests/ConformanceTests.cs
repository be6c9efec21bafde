using Reeve.TestKit;
using Reeve.TestKit.Workloads;
using Xunit.Abstractions;

namespace Company.Plugin1.Tests;

public sealed class ConformanceTests(ITestOutputHelper output)
{
    // The plugin as the build laid it out.
    private static readonly ProviderTarget Target = ProviderTarget.Of(typeof(ConformanceTests).Assembly, "my-provider");

    [Fact]
    public async Task Provider_WholeContract_Conforms()
    {
        var report = await WorkloadProviderSuite.RunAsync(Target with
        {
            // Jobs of the spool are no programs of this machine; set it to true when yours are.
            RunsPrograms = false,
        });

        output.WriteLine(report.ToString());
        Assert.True(report.Conforms, report.ToString());
    }
}
