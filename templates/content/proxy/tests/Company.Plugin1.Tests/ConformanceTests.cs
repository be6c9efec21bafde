using Reeve.TestKit;
using Reeve.TestKit.Proxies;
using Xunit.Abstractions;

namespace Company.Plugin1.Tests;

public sealed class ConformanceTests(ITestOutputHelper output)
{
    // The plugin as the build laid it out.
    private static readonly ProviderTarget Target = ProviderTarget.Of(typeof(ConformanceTests).Assembly, "my-provider");

    [Fact]
    public async Task Provider_WholeContract_Conforms()
    {
        var report = await ProxyProviderSuite.RunAsync(Target);

        output.WriteLine(report.ToString());
        Assert.True(report.Conforms, report.ToString());
    }
}
