using Reeve.Runtime.Kubernetes.Http;

namespace Reeve.Runtime.Tests.Kubernetes.Http;

public sealed class EnvironmentProxyTests
{
    [Theory]
    [InlineData("https://10.1.2.3:6443", "", true)]
    [InlineData("https://10.1.2.3:6443", "*", false)]
    [InlineData("https://10.1.2.3:6443", "192.168.0.0/16, 10.0.0.0/8", false)]
    [InlineData("https://11.1.2.3:6443", "10.0.0.0/8", true)]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3", false)]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3:443", true)]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3:6443", false)]
    [InlineData("https://[fd00::1]:6443", "fd00::/8", false)]
    [InlineData("https://[fd00::1]:6443", "fd00::1", false)]
    [InlineData("https://[fd00::1]:6443", "[fd00::1]:6443", false)]
    [InlineData("https://[fd00::1]:6443", "[fd00::1]:1", true)]
    [InlineData("https://api.example.org", "example.org", false)]
    [InlineData("https://example.org", "EXAMPLE.org", false)]
    [InlineData("https://example.org", ".example.org", true)]
    [InlineData("https://api.example.org", "*.example.org", false)]
    [InlineData("https://badexample.org", "example.org", true)]
    [InlineData("https://localhost:6443", "", false)]
    [InlineData("https://127.0.0.1:6443", "", false)]
    [InlineData("http://10.1.2.3", "", false)]
    public void Find_Exceptions_AreReadAsElsewhere(string server, string exceptions, bool proxied)
    {
        var environment = new Dictionary<string, string> { ["https_proxy"] = "proxy:3128", ["NO_PROXY"] = exceptions };
        Assert.Equal(proxied ? "http://proxy:3128/" : null, EnvironmentProxy.Find(new(server), environment.GetValueOrDefault)?.ToString());
    }
}
