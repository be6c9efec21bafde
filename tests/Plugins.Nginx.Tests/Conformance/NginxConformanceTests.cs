using Reeve.Testing;
using Reeve.Testing.Nginx;
using Reeve.TestKit;
using Reeve.TestKit.Proxies;
using Xunit.Abstractions;

namespace Reeve.Plugins.Nginx.Tests.Conformance;

/// <summary>The provider does what its contract demands, seen through the real plugin boundary and with a real nginx.</summary>
public sealed class NginxConformanceTests(ITestOutputHelper output)
{
    [RequiresFact(Component.Nginx)]
    public async Task Nginx_AsProxyProvider_Conforms()
    {
        var report = await ProxyProviderSuite.RunAsync(new ProviderTarget
        {
            PluginDirectory = Repository.Built("Reeve.Plugins.Nginx"),
            Provider = "nginx",
            Options = $$"""{"program":"{{NginxProgramFile.Path}}","workers":2,"workerConnections":512}""",
        });

        output.WriteLine(report.ToString());
        Assert.True(report.Conforms, report.ToString());
        Assert.NotEmpty(report.Results);
    }
}
