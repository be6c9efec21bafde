using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Tests.Kubernetes.Fakes;

namespace Reeve.Runtime.Tests.Kubernetes.Connections;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task GetAsync_ProxyUrl_LeadsThroughTheProxyByName(string scheme)
    {
        using var authority = TestAuthority.Create();
        using var certificate = authority.IssueServer(loopback: false, "api.nowhere.test");
        await using var server = await ScriptedServer.StartAsync(context => context.ObjectAsync(Answers.Map("a")), certificate);
        await using var proxy = new FakeProxy(server.Address.Port);
        using var client = new KubernetesClient(new()
        {
            Server = new("https://api.nowhere.test:6443"),
            CertificateAuthorities = [authority.Certificate],
            Proxy = new($"{scheme}://127.0.0.1:{Answers.Text(proxy.Port)}"),
        });
        Assert.Equal("a", (await client.GetAsync(ApiResources.ConfigMaps, "d", "a", CancellationToken.None)).Metadata.Name);
        Assert.Contains("api.nowhere.test", Assert.Single(proxy.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_HttpsProxy_IsTrustedByTheMachineNotByTheCluster()
    {
        using var authority = TestAuthority.Create();
        using var certificate = authority.IssueServer();
        await using var proxy = await ScriptedServer.StartAsync(context => context.ObjectAsync(Answers.Map("a")), certificate);
        using var client = new KubernetesClient(new()
        {
            Server = new("https://api.nowhere.test:6443"),
            CertificateAuthorities = [authority.Certificate],
            Proxy = new($"https://localhost:{Answers.Text(proxy.Address.Port)}"),
        });
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ApiResources.ConfigMaps, "d", "a", CancellationToken.None));
        Assert.True(error.IsUnreachable);
        Assert.Empty(proxy.Seen);
    }
}
