using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Security;

/// <summary>Who may do what, off loopback: over TLS, where every caller says who he is.</summary>
public sealed class CallerTests : IAsyncLifetime
{
    private const string ReadToken = "read-token-0123456789";
    private const string OperateToken = "operate-token-0123456789";
    private const string AdminToken = "admin-token-0123456789";
    private readonly TestApi _api = new();

    // The certificates of TLS are checked by the clock of the system, those of callers by the clock of the agent.
    private readonly TestCertificates _certificates;
    private readonly TempDirectory _directory = new();

    public CallerTests()
    {
        _certificates = new TestCertificates(TimeProvider.System.GetUtcNow());
        _api.Clock.Step(TimeProvider.System.GetUtcNow() - _api.Clock.GetUtcNow());
        _certificates.WriteTo(_directory);
        WriteTokens($"# tokens\n{ReadToken},reader,read\n{OperateToken},operator,operate\n\n{AdminToken},chief,admin\n");
        _api.Settings = _api.Settings with
        {
            RestTls = "127.0.0.1:0",
            MetricsTls = "127.0.0.1:0",
            CertFile = _directory["tls.pem"],
            KeyFile = _directory["tls.key"],
            ClientCaFile = _directory["ca.pem"],
            TokenFile = _directory["tokens"],
            CertificateRoles = ["ann=admin"],
        };
    }

    public Task InitializeAsync()
    {
        _api.Fill();
        return _api.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        _certificates.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(ReadToken, "GET", "/api/v1alpha1/cluster", HttpStatusCode.OK)]
    [InlineData(ReadToken, "GET", "/metrics", HttpStatusCode.OK)]
    [InlineData(ReadToken, "DELETE", "/api/v1alpha1/cluster", HttpStatusCode.Forbidden)]
    [InlineData(ReadToken, "GET", "/api/v1alpha1/kubeconfig", HttpStatusCode.Forbidden)]
    [InlineData(OperateToken, "DELETE", "/api/v1alpha1/cluster", HttpStatusCode.OK)]
    [InlineData(OperateToken, "DELETE", "/api/v1alpha1/certs", HttpStatusCode.OK)]
    [InlineData(OperateToken, "GET", "/api/v1alpha1/kubeconfig", HttpStatusCode.Forbidden)]
    [InlineData(AdminToken, "GET", "/api/v1alpha1/kubeconfig", HttpStatusCode.OK)]
    [InlineData("some-token-that-nobody-has", "GET", "/api/v1alpha1/cluster", HttpStatusCode.Unauthorized)]
    [InlineData("some-token-that-nobody-has", "GET", "/no/such/path", HttpStatusCode.Unauthorized)]
    [InlineData(null, "GET", "/api/v1alpha1/cluster", HttpStatusCode.Unauthorized)]
    [InlineData(null, "GET", "/metrics", HttpStatusCode.Unauthorized)]
    [InlineData(null, "GET", "/healthz", HttpStatusCode.OK)]
    [InlineData(null, "GET", "/openapi.json", HttpStatusCode.OK)]
    public async Task Token_OfARole_MayWhatTheRoleMay(string? token, string method, string path, HttpStatusCode status)
    {
        using var client = ClientOf(null);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        using var response = await client.SendAsync(request);

        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        Assert.Equal(status == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.ToString() == "Bearer");
    }

    [Theory]
    [InlineData("CN=ann", "/api/v1alpha1/kubeconfig", HttpStatusCode.OK)]
    [InlineData("CN=bob, O=reeve:read", "/api/v1alpha1/cluster", HttpStatusCode.OK)]
    [InlineData("CN=bob, O=reeve:read", "/api/v1alpha1/kubeconfig", HttpStatusCode.Forbidden)]
    [InlineData("CN=carl", "/api/v1alpha1/cluster", HttpStatusCode.Unauthorized)]
    public async Task Certificate_OfTheAuthority_MayWhatItsRoleMay(string subject, string path, HttpStatusCode status)
    {
        using var certificate = _certificates.Client(subject);
        using var client = ClientOf(certificate);
        using var response = await client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Certificate_OfAnotherAuthorityOfTheSameName_IsNobody()
    {
        using var others = new TestCertificates(TimeProvider.System.GetUtcNow());
        using var certificate = others.Client("CN=ann");
        using var client = ClientOf(certificate);
        using var response = await client.GetAsync("/api/v1alpha1/cluster");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Certificate_Ended_IsNobody()
    {
        using var certificate = _certificates.Client("CN=ann", hasEnded: true);
        using var client = ClientOf(certificate);
        using var response = await client.GetAsync("/api/v1alpha1/cluster");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task MetricsListener_OtherPath_NotThere()
    {
        using var client = ClientOf(null, "metricsTls");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken);

        Assert.Contains("reeve_cluster_installed", await client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1alpha1/kubeconfig")).StatusCode);
    }

    [Fact]
    public async Task Tokens_Replaced_NewOnesCountAndBadFileChangesNothing()
    {
        using var client = ClientOf(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "new-token-0123456789");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/metrics")).StatusCode);

        WriteTokens("new-token-0123456789,newcomer,read\n");
        File.SetLastWriteTimeUtc(_directory["tokens"], DateTime.UnixEpoch);
        _api.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/metrics")).StatusCode);

        WriteTokens("not a token\n");
        File.SetLastWriteTimeUtc(_directory["tokens"], DateTime.UnixEpoch.AddHours(1));
        _api.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task EveryCall_WrittenDown_WithWhoAndWhatBecameOfIt()
    {
        using var client = ClientOf(null);
        await client.DeleteAsync("/api/v1alpha1/cluster");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken);
        await client.GetAsync("/api/v1alpha1/kubeconfig");
        await client.GetAsync("/api/v1alpha1/cluster");

        var entries = _api.Audit.Read(new()).Where(entry => entry.OperationId.Length == 0).Select(entry => $"{entry.Action} {entry.Subject} {entry.Actor} {entry.Result}");
        Assert.Equal(["GET /api/v1alpha1/kubeconfig default chief@127.0.0.1 200", "DELETE /api/v1alpha1/cluster default  401"], entries);
        await Eventually.TrueAsync(
            () => File.Exists(_api.Directory["calls/calls.jsonl"]) && File.ReadAllText(_api.Directory["calls/calls.jsonl"]).Contains("\"action\":\"GET /api/v1alpha1/cluster\"", StringComparison.Ordinal),
            "the call that changed nothing is in the log");
        Assert.DoesNotContain(AdminToken, File.ReadAllText(_api.Directory["calls/calls.jsonl"]), StringComparison.Ordinal);
    }

    private void WriteTokens(string text)
    {
        File.WriteAllText(_directory["tokens"], text);
        File.SetUnixFileMode(_directory["tokens"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private HttpClient ClientOf(X509Certificate2? certificate, string listener = "restTls")
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(_certificates.Authority);
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        return new HttpClient(handler) { BaseAddress = _api.AddressOf(listener) };
    }
}
