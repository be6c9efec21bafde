using Reeve.Testing;
using Reeve.TestKit;
using Reeve.TestKit.Proxies;
using Xunit.Abstractions;

namespace Reeve.Plugins.Proxy.Tests.Conformance;

/// <summary>The provider does what its contract demands, seen through the real plugin boundary.</summary>
public sealed class ProxyConformanceTests(ITestOutputHelper output)
{
    [LinuxFact]
    public async Task Proxy_AsProxyProvider_Conforms()
    {
        var report = await ProxyProviderSuite.RunAsync(new ProviderTarget
        {
            PluginDirectory = Repository.Built("Reeve.Plugins.Proxy"),
            Provider = "proxy",
        });

        output.WriteLine(report.ToString());
        Assert.True(report.Conforms, report.ToString());
        Assert.NotEmpty(report.Results);
    }
}
