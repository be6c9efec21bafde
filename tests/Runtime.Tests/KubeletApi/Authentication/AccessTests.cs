using System.Net;
using System.Security.Cryptography.X509Certificates;
using Reeve.Kubernetes;
using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Authentication;

public sealed class AccessTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private KubeletFixture _kubelet = null!;

    public async Task InitializeAsync() => _kubelet = await KubeletFixture.StartAsync(time: _time);

    public async Task DisposeAsync() => await _kubelet.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Ask_NobodyKnown_IsUnauthorized(string? token)
    {
        foreach (var path in (string[])["/pods", "/healthz", "/metrics", "/nothing", "/exec/default/web/main?command=x&output=1"])
        {
            using var response = await _kubelet.Client(token).GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Unauthorized", await response.Content.ReadAsStringAsync());
        }

        Assert.Empty(_kubelet.Reviewer.Accesses);
    }

    [Fact]
    public async Task Ask_TokenAndRight_IsAnswered()
    {
        Assert.Equal("ok", await _kubelet.GetAsync("/healthz"));
        Assert.Equal(["admin get healthz"], _kubelet.Reviewer.Accesses);
    }

    [Fact]
    public async Task Ask_NoRight_IsForbidden()
    {
        _kubelet.Reviewer.Allows = static _ => false;

        var (code, text) = await _kubelet.AskAsync("/pods");

        Assert.Equal(HttpStatusCode.Forbidden, code);
        Assert.Equal("Forbidden (user=admin, verb=get, resource=nodes, subresource(s)=[pods proxy])", text);
        Assert.Equal(["admin get pods", "admin get proxy"], _kubelet.Reviewer.Accesses);
    }

    [Theory]
    [InlineData("GET", "/stats/summary", "get stats")]
    [InlineData("GET", "/metrics/cadvisor", "get metrics")]
    [InlineData("GET", "/logs/", "get log")]
    [InlineData("GET", "/configz", "get configz,get proxy")]
    [InlineData("GET", "/runningpods/", "get pods,get proxy")]
    [InlineData("GET", "/containerLogs/default/web/main", "get proxy")]
    [InlineData("GET", "/exec/default/web/main", "create proxy")]
    [InlineData("POST", "/run/default/web/main", "create proxy")]
    [InlineData("GET", "/debug/runtime", "get proxy")]
    [InlineData("DELETE", "/pods", "delete pods,delete proxy")]
    public async Task Ask_AnyPath_NeedsItsOwnRight(string method, string path, string rights)
    {
        _kubelet.Reviewer.Allows = static _ => false;

        Assert.Equal(HttpStatusCode.Forbidden, (await _kubelet.AskAsync(path, new HttpMethod(method))).Code);
        Assert.Equal(rights.Split(',').Select(static right => $"admin {right}"), _kubelet.Reviewer.Accesses);
    }

    [Fact]
    public async Task Ask_WiderRightAlone_IsEnough()
    {
        _kubelet.Reviewer.Allows = static access => access.ResourceAttributes!.Subresource == "proxy";

        Assert.Equal("ok", await _kubelet.GetAsync("/healthz"));
    }

    [Fact]
    public async Task Ask_Again_IsRemembered()
    {
        for (var i = 0; i < 5; i++)
        {
            await _kubelet.GetAsync("/healthz");
        }

        Assert.Single(_kubelet.Reviewer.Tokens);
        Assert.Single(_kubelet.Reviewer.Accesses);

        _time.Advance(TimeSpan.FromMinutes(2));
        await _kubelet.GetAsync("/healthz");
        Assert.Equal(2, _kubelet.Reviewer.Tokens.Count);
        Assert.Single(_kubelet.Reviewer.Accesses);

        _time.Advance(TimeSpan.FromMinutes(3));
        await _kubelet.GetAsync("/healthz");
        Assert.Equal(2, _kubelet.Reviewer.Accesses.Count);
    }

    [Fact]
    public async Task Ask_RightComes_CountsAfterHalfAMinute()
    {
        var allowed = false;
        _kubelet.Reviewer.Allows = _ => allowed;
        Assert.Equal(HttpStatusCode.Forbidden, (await _kubelet.AskAsync("/stats/summary")).Code);
        allowed = true;
        Assert.Equal(HttpStatusCode.Forbidden, (await _kubelet.AskAsync("/stats/summary")).Code);

        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.OK, (await _kubelet.AskAsync("/stats/summary")).Code);
    }

    [Fact]
    public async Task Ask_ApiServerAway_IsAnErrorAndNotRemembered()
    {
        _kubelet.Reviewer.Failure = new KubernetesApiException("away", new Status());
        Assert.Equal(HttpStatusCode.InternalServerError, (await _kubelet.AskAsync("/healthz")).Code);

        _kubelet.Reviewer.Failure = null;

        Assert.Equal(HttpStatusCode.OK, (await _kubelet.AskAsync("/healthz")).Code);
    }

    [Fact]
    public async Task Ask_Certificate_IsItsSubject()
    {
        using var certificate = _kubelet.Certificates.Client("O=system:masters, O=second, CN=kube-apiserver");

        using var response = await _kubelet.Client(null, certificate).GetAsync("/healthz");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["kube-apiserver get healthz"], _kubelet.Reviewer.Accesses);
        Assert.Empty(_kubelet.Reviewer.Tokens);
    }

    [Fact]
    public async Task Ask_ForeignOrUselessCertificate_IsUnauthorized()
    {
        using var others = new TestCertificates("authority");
        using var foreign = others.Client("CN=kube-apiserver");
        using var server = _kubelet.Certificates.Client("CN=kube-apiserver", usage: "1.3.6.1.5.5.7.3.1");
        using var expired = _kubelet.Certificates.Client("CN=kube-apiserver", end: TimeProvider.System.GetUtcNow().AddHours(-1));
        using var nameless = _kubelet.Certificates.Client("O=system:masters");

        foreach (var certificate in (X509Certificate2[])[foreign, server, expired, nameless])
        {
            using var response = await _kubelet.Client(null, certificate).GetAsync("/healthz");
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task Ask_ForeignCertificateWithToken_IsTheTokens()
    {
        using var others = new TestCertificates();
        using var foreign = others.Client("CN=somebody");

        using var response = await _kubelet.Client(KubeletFixture.Token, foreign).GetAsync("/healthz");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Ask_AuthoritiesChange_CountAtOnce()
    {
        using var others = new TestCertificates("next");
        using var old = _kubelet.Certificates.Client("CN=old");
        using var next = others.Client("CN=newcomer");
        var client = _kubelet.Client(null, old);
        using (var before = await client.GetAsync("/healthz"))
        {
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        }

        _kubelet.ClientAuthorities = [others.Authority];

        using var after = await client.GetAsync("/healthz");
        using var newcomer = await _kubelet.Client(null, next).GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal(HttpStatusCode.OK, newcomer.StatusCode);
    }

    [Fact]
    public async Task Ask_ServingCertificateChanges_OldConnectionsStay()
    {
        var shown = new List<string>();
        var client = _kubelet.Client(sees: certificate => shown.Add(certificate.Subject));
        await client.GetStringAsync("/healthz");

        _kubelet.Certificate = _kubelet.Certificates.Server("renewed");

        await client.GetStringAsync("/healthz");
        Assert.Equal(["CN=node"], shown);
        var newcomer = _kubelet.Client(sees: certificate => shown.Add(certificate.Subject));
        await newcomer.GetStringAsync("/healthz");
        Assert.Equal(["CN=node", "CN=renewed"], shown);
    }

    [Fact]
    public async Task Ask_NoServingCertificate_IsRefusedUntilThereIsOne()
    {
        var certificate = _kubelet.Certificate;
        _kubelet.Certificate = null;
        await Assert.ThrowsAsync<HttpRequestException>(() => _kubelet.Client().GetStringAsync("/healthz"));

        _kubelet.Certificate = certificate;

        Assert.Equal("ok", await _kubelet.GetAsync("/healthz"));
    }

    [Fact]
    public async Task Ask_TooOften_HasToWait()
    {
        await using var kubelet = await KubeletFixture.StartAsync(new KubeletApiOptions { RequestsPerSecond = 2 }, _time);
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            codes.Add((await kubelet.AskAsync("/healthz")).Code);
        }

        Assert.Equal(4, codes.Count(static code => code == HttpStatusCode.OK));
        Assert.Equal(2, codes.Count(static code => code == HttpStatusCode.TooManyRequests));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await kubelet.AskAsync("/healthz")).Code);
    }

    [Fact]
    public async Task Ask_Http2_IsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await _kubelet.Client().SendAsync(request);

        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal("ok", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Ask_LongHeaders_IsRefused()
    {
        await using var kubelet = await KubeletFixture.StartAsync(new KubeletApiOptions { MaxHeaderBytes = 4096 }, _time);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Add("X-Long", new string('x', 8000));

        using var response = await kubelet.Client().SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }
}
