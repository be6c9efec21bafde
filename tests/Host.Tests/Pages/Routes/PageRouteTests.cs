using System.Net;
using System.Text.RegularExpressions;
using Reeve.Host.Pages.Routes;
using Reeve.Host.Tests.Clusters.Support;

namespace Reeve.Host.Tests.Pages.Routes;

public sealed partial class PageRouteTests : IAsyncLifetime
{
    private readonly TestApi _api = new() { Page = new() { Listen = "127.0.0.1:0" } };
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _api.Fill();
        await _api.StartAsync();
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _api.AddressOf("rest") };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Page_AnyFile_NothingFromElsewhereAndNothingInline()
    {
        foreach (var file in PageFile.All)
        {
            using var response = await _client.GetAsync(file.Name == "index.html" ? "/ui/" : $"/ui/{file.Name}");
            var text = await response.Content.ReadAsStringAsync();

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
            Assert.DoesNotMatch(Foreign(), text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
            Assert.DoesNotMatch(Inline(), text);
        }
    }

    [Fact]
    public async Task Page_EveryFileThatOneNames_IsServed()
    {
        var names = new HashSet<string>();
        foreach (var file in PageFile.All)
        {
            var text = await _client.GetStringAsync(file.Name == "index.html" ? "/ui/" : $"/ui/{file.Name}");
            names.UnionWith(Named().Matches(text).Select(static match => match.Groups[1].Value));
        }

        Assert.Equal(PageFile.All.Skip(1).Select(static file => file.Name).Order(), names.Order());
    }

    [Fact]
    public async Task Page_KnownAlready_IsNotSentAgain()
    {
        using var first = await _client.GetAsync("/ui/main.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ui/main.js") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var second = await _client.SendAsync(request);
        using var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/ui/main.js"));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("rest", "/ui", "/ui/")]
    [InlineData("statusPage", "/ui", "/ui/")]
    [InlineData("statusPage", "/", "/ui/")]
    public async Task Path_AboveThePage_LeadsToIt(string listener, string path, string place)
    {
        using var response = await _client.GetAsync(new Uri(_api.AddressOf(listener), path));

        Assert.Equal((HttpStatusCode.TemporaryRedirect, place), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task OwnListener_CallOfTheApi_IsNotThere()
    {
        using var response = await _client.GetAsync(new Uri(_api.AddressOf("statusPage"), "/api/v1/clusters"));
        using var health = await _client.GetAsync(new Uri(_api.AddressOf("statusPage"), "/healthz"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (response.StatusCode, health.StatusCode));
    }

    [Fact]
    public async Task Rest_ItsOwnPage_IsWhereItWas()
    {
        Assert.Contains("Everything that the API of this agent can do", await _client.GetStringAsync("/"), StringComparison.Ordinal);
        using var below = await _client.GetAsync("/uid");
        Assert.Equal(HttpStatusCode.NotFound, below.StatusCode);
    }

    [Fact]
    public async Task Page_Disabled_IsNotThere()
    {
        await using var api = new TestApi { Page = new() { Enabled = false, Listen = "127.0.0.1:0" } };
        await api.StartAsync();
        using var response = await api.Client.GetAsync("/ui/");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain(api.Api.Listeners, static listener => listener.Name == "statusPage");
    }

    [Fact]
    public async Task Events_OfAPageOfSomebodyElse_Refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ui/events") { Headers = { { "Origin", "http://evil.example.com" } } };
        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Events_StreamOpenAtTheEnd_EndsWithTheAgentAtOnce()
    {
        using var response = await _client.GetAsync("/ui/events", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(stream);
        Assert.Equal("event: time", await reader.ReadLineAsync());

        await _api.Api.DisposeAsync();

        Assert.Contains("event: snapshot", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex("https?://|//[a-z]+\\.[a-z]+/")]
    private static partial Regex Foreign();

    [GeneratedRegex("<script(?![^>]*src=)|<style|\\sstyle=|\\son[a-z]+=\"|innerHTML|eval\\(|javascript:")]
    private static partial Regex Inline();

    [GeneratedRegex("(?:from \"\\./|href=\"|src=\")([a-z-]+\\.[a-z]+)\"")]
    private static partial Regex Named();
}
