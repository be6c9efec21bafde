using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;
using Reeve.Testing.Faults;

namespace Reeve.Runtime.Tests.Kubernetes.Connections;

public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = TestAuthority.Create();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task GetAsync_ServerOfTheAuthority_IsTrustedAndSpokenToByHttp2()
    {
        using var certificate = _authority.IssueServer();
        await using var server = await StartAsync(certificate);
        using var client = new KubernetesClient(new() { Server = server.Address, CertificateAuthorities = [_authority.Certificate] });
        await GetAsync(client);
        Assert.Equal("HTTP/2", server.Seen.Single().Protocol);
    }

    [Fact]
    public async Task GetAsync_ServerOfAnotherAuthority_IsNotTrusted()
    {
        // The same name and another key: only the signature tells them apart.
        using var other = TestAuthority.Create();
        using var certificate = other.IssueServer();
        await using var server = await StartAsync(certificate);
        await RefusedAsync(server, new() { Server = server.Address, CertificateAuthorities = [_authority.Certificate] });
        await RefusedAsync(server, new() { Server = server.Address });
        using var careless = new KubernetesClient(new() { Server = server.Address, SkipTlsVerify = true });
        await GetAsync(careless);
    }

    [Fact]
    public async Task GetAsync_AuthorityFileIsReplaced_ServerOfTheNewAuthorityIsTrusted()
    {
        using var directory = new TempDirectory();
        using var next = TestAuthority.Create("CN=next authority");
        using var certificate = next.IssueServer();
        await using var server = await StartAsync(certificate);
        File.WriteAllText(directory["ca.crt"], _authority.Pem);
        File.WriteAllText(directory["config"], $$"""
            { "clusters": [{ "name": "c", "cluster": { "server": "{{server.Address}}", "certificate-authority": "ca.crt" } }],
              "users": [{ "name": "u", "user": {} }],
              "contexts": [{ "name": "x", "context": { "cluster": "c", "user": "u" } }], "current-context": "x" }
            """);
        var clock = new ManualTimeProvider();
        var connection = new KubeconfigLoader(clock).Load([directory["config"]]);
        using var client = new KubernetesClient(connection, timeProvider: clock);
        await Assert.ThrowsAsync<KubernetesApiException>(() => GetAsync(client));

        // What cannot be read changes nothing; what can be counts at once, and for those who only look later.
        File.WriteAllText(directory["ca.crt"], "nothing");
        await Assert.ThrowsAsync<KubernetesApiException>(() => GetAsync(client));
        Assert.Equal(_authority.Certificate.Thumbprint, Assert.Single(connection.CurrentAuthorities).Thumbprint);
        File.WriteAllText(directory["ca.crt"], _authority.Pem + "\n" + next.Pem);
        await GetAsync(client);

        File.WriteAllText(directory["ca.crt"], next.Pem);
        Assert.Equal(2, connection.CurrentAuthorities.Count);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(next.Certificate.Thumbprint, Assert.Single(connection.CurrentAuthorities).Thumbprint);
    }

    [Fact]
    public async Task GetAsync_AuthorityIsAnIntermediate_IsAnAnchorAndCannotBeForged()
    {
        using var intermediate = _authority.CreateIntermediate();
        using var certificate = intermediate.IssueServer();
        await using var server = await StartAsync(certificate);
        using var client = new KubernetesClient(new() { Server = server.Address, CertificateAuthorities = [intermediate.Certificate] });
        await GetAsync(client);

        using var forged = _authority.CreateIntermediate();
        await RefusedAsync(server, new() { Server = server.Address, CertificateAuthorities = [forged.Certificate] });
    }

    [Fact]
    public async Task GetAsync_ServerSendsIntermediates_AreUsed()
    {
        using var intermediate = _authority.CreateIntermediate();
        using var certificate = intermediate.IssueServer();
        await using var server = await ScriptedServer.StartAsync(context => context.ObjectAsync(Answers.Map("a")), certificate, [intermediate.Certificate]);
        using var client = new KubernetesClient(new() { Server = server.Address, CertificateAuthorities = [_authority.Certificate] });
        await GetAsync(client);
    }

    [Fact]
    public async Task GetAsync_TlsServerName_IsAskedForAndChecked()
    {
        using var certificate = _authority.IssueServer(loopback: false, "api.internal");
        await using var server = await StartAsync(certificate);
        await RefusedAsync(server, new() { Server = server.Address, CertificateAuthorities = [_authority.Certificate] });
        await RefusedAsync(server, new() { Server = server.Address, CertificateAuthorities = [_authority.Certificate], TlsServerName = "other.internal" });
        using var client = new KubernetesClient(new() { Server = server.Address, CertificateAuthorities = [_authority.Certificate], TlsServerName = "api.internal" });
        await GetAsync(client);
    }

    [Theory]
    [InlineData("PKCS#1")]
    [InlineData("PKCS#8 RSA")]
    [InlineData("PKCS#8 EC")]
    [InlineData("SEC 1")]
    public async Task GetAsync_ClientCertificateOfAKubeconfig_IsShown(string form)
    {
        using var certificate = _authority.IssueServer();
        await using var server = await StartAsync(certificate);
        using var own = form is "PKCS#1" or "PKCS#8 RSA" ? _authority.IssueRsaClient("me") : _authority.IssueClient("me");
        var key = form switch
        {
            "PKCS#1" => own.GetRSAPrivateKey()!.ExportRSAPrivateKeyPem(),
            "PKCS#8 RSA" => own.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            "SEC 1" => own.GetECDsaPrivateKey()!.ExportECPrivateKeyPem(),
            _ => own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
        };
        using var directory = new TempDirectory();
        File.WriteAllText(Path.Combine(directory.Path, "all.pem"), own.ExportCertificatePem() + "\n" + key + "\n");
        string[] users =
        [
            $"client-certificate-data: {Base64(own.ExportCertificatePem())}, client-key-data: {Base64(key)}",
            "client-certificate: all.pem, client-key: all.pem",
        ];
        foreach (var user in users)
        {
            var path = Path.Combine(directory.Path, "config");
            File.WriteAllText(path, $$"""
                clusters: [{name: c, cluster: {server: "{{server.Address}}", certificate-authority-data: {{Base64(_authority.Pem)}} } }]
                contexts: [{name: x, context: {cluster: c, user: u} }]
                users: [{name: u, user: { {{user}} } }]
                """);
            using var client = new KubernetesClient(new KubeconfigLoader().Load([path]));
            await GetAsync(client);
            Assert.Equal("CN=me", server.Seen[^1].ClientSubject);
        }
    }

    [Fact]
    public async Task Replace_WatchInFlight_GoesOnWhileNewRequestsShowTheNewCertificate()
    {
        using var certificate = _authority.IssueServer();
        var lines = new ConcurrentQueue<string>();
        await using var server = await ScriptedServer.StartAsync(
            async (context, seen) =>
            {
                if (!seen.Query.Contains("watch", StringComparison.Ordinal))
                {
                    await context.ObjectAsync(Answers.Map("a"));
                    return;
                }

                while (!context.RequestAborted.IsCancellationRequested)
                {
                    if (lines.TryDequeue(out var line))
                    {
                        await context.Response.WriteAsync(line);
                    }

                    await context.Response.Body.FlushAsync();
                    await Task.Yield();
                }
            },
            certificate);
        using var first = _authority.IssueClient("first");
        using var second = _authority.IssueClient("second");
        var credentials = StaticCredentials.ForCertificate(new(first));
        using var client = new KubernetesClient(new() { Server = server.Address, CertificateAuthorities = [_authority.Certificate], Credentials = credentials });
        await using var watch = client.WatchAsync(ApiResources.ConfigMaps, null, null, CancellationToken.None).GetAsyncEnumerator();
        lines.Enqueue("""{"type":"ADDED","object":{"metadata":{"name":"before"}}}""" + "\n");
        Assert.True(await watch.MoveNextAsync());
        await GetAsync(client);
        credentials.Replace(new() { Certificate = new(second) });
        await GetAsync(client);
        lines.Enqueue("""{"type":"ADDED","object":{"metadata":{"name":"after"}}}""" + "\n");
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal("after", watch.Current.Object!.Metadata.Name);
        Assert.Equal(["CN=first", "CN=first", "CN=second"], server.Seen.Select(seen => seen.ClientSubject));
    }

    [Fact]
    public async Task WatchAsync_OtherEndGoesSilent_IsFoundByPings()
    {
        using var certificate = _authority.IssueServer();
        await using var server = await ScriptedServer.StartAsync(
            async context =>
            {
                await context.Response.WriteAsync("""{"type":"ADDED","object":{"metadata":{"name":"a"}}}""" + "\n");
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            },
            certificate);
        await using var proxy = TcpProxy.Start(server.Address);
        var options = new KubernetesClientOptions { PingDelay = TimeSpan.FromSeconds(1), PingTimeout = TimeSpan.FromSeconds(1) };
        using var client = new KubernetesClient(new() { Server = proxy.Https, CertificateAuthorities = [_authority.Certificate] }, options);
        await using var watch = client.WatchAsync(ApiResources.ConfigMaps, null, null, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        proxy.Fault = new TcpFault { Silent = true };
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => watch.MoveNextAsync().AsTask().WaitAsync(Eventually.Deadline));
        Assert.True(error.IsUnreachable);
    }

    private static Task<ScriptedServer> StartAsync(X509Certificate2 certificate) =>
        ScriptedServer.StartAsync(context => context.ObjectAsync(Answers.Map("a")), certificate);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static Task GetAsync(KubernetesClient client) => client.GetAsync(ApiResources.ConfigMaps, "d", "a", CancellationToken.None);

    private static async Task RefusedAsync(ScriptedServer server, KubernetesConnection connection)
    {
        var before = server.Seen.Count;
        using var client = new KubernetesClient(connection);
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => GetAsync(client));
        Assert.True(error.IsUnreachable);
        Assert.Equal(before, server.Seen.Count);
    }
}
