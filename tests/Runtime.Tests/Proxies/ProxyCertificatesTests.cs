using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Proxies;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies;

public sealed class ProxyCertificatesTests
{
    private static readonly CertificateSet Set = new()
    {
        Certificates = [new ProxyCertificate { ServerNames = ["a.example"], ChainPem = "chain", KeyPem = "key" }],
        Documents = new Dictionary<string, string> { ["/.well-known/acme-challenge/token"] = "answer" },
    };

    [Fact]
    public async Task Serve_NewSet_ServedAtOnceAndWithEachLaterRevision()
    {
        using var directory = new TempDirectory();
        var provider = new RecordingProvider();
        await using var service = new ProxyService("edge", provider, directory["history"], TimeProvider.System, NullLogger.Instance);
        await service.StartAsync(CancellationToken.None);
        var spec = ProxyDocuments.Simple(FreePorts.Find());
        await service.ApplyAsync(spec, "tester", null, CancellationToken.None);

        await service.ServeAsync(Set, CancellationToken.None);
        Assert.Equal((1, "a.example"), (provider.Served!.Revision, provider.Served.Certificates.Single().ServerNames.Single()));
        Assert.Equal([1L], service.Revisions);

        await service.ApplyAsync(spec with { Routes = [spec.Routes[0] with { Retries = 1 }] }, "tester", null, CancellationToken.None);
        Assert.Equal((2, 1), (provider.Served.Revision, provider.Served.Certificates.Count));
    }

    [Fact]
    public async Task Serve_ProviderRefuses_FormerSetIsKept()
    {
        using var directory = new TempDirectory();
        var provider = new RecordingProvider();
        await using var service = new ProxyService("edge", provider, directory["history"], TimeProvider.System, NullLogger.Instance);
        await service.StartAsync(CancellationToken.None);
        var spec = ProxyDocuments.Simple(FreePorts.Find());
        await service.ApplyAsync(spec, "tester", null, CancellationToken.None);
        provider.Refuses = true;

        await Assert.ThrowsAsync<ProviderException>(() => service.ServeAsync(Set, CancellationToken.None));
        await service.ApplyAsync(spec with { Routes = [spec.Routes[0] with { Retries = 1 }] }, "tester", null, CancellationToken.None);

        Assert.Empty(provider.Served!.Certificates);
    }

    [Fact]
    public void Add_Documents_GoBeforeEveryRouteOnPort80Alone()
    {
        var snapshot = new ProxySnapshot
        {
            Revision = 1,
            Listeners = [Listener("web", 80, ProxyProtocol.Http), Listener("other", 8080, ProxyProtocol.Http), Listener("udp", 80, ProxyProtocol.Udp)],
            Routes = [new ProxyRoute { Name = "all", Listeners = ["web", "other"], Priority = 1000 }],
        };

        var routes = CertificateOverlay.Add(snapshot, Set).Routes;

        Assert.Equal(["challenge-0", "all"], routes.Select(route => route.Name));
        Assert.Equal(["web"], routes[0].Listeners);
        Assert.True(routes[0].Priority > routes[1].Priority);
        Assert.Equal("answer", Encoding.UTF8.GetString(routes[0].Response!.Body.Span));
        Assert.Same(snapshot.Routes, CertificateOverlay.Add(snapshot with { Listeners = [] }, Set).Routes);
    }

    private static ProxyListener Listener(string name, int port, ProxyProtocol protocol) => new() { Name = name, Protocol = protocol, Endpoint = new IPEndPoint(IPAddress.Any, port) };
}
