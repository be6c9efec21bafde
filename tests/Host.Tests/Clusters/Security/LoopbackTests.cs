using System.Net;
using Reeve.Host.Tests.Clusters.Support;

namespace Reeve.Host.Tests.Clusters.Security;

/// <summary>On loopback everybody on the machine may do everything, but no web page through somebody's browser.</summary>
public sealed class LoopbackTests : IAsyncLifetime
{
    private readonly TestApi _api = new();

    public Task InitializeAsync() => _api.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("http://evil.example.com", null, HttpStatusCode.Forbidden)]
    [InlineData("null", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData(null, "10.0.0.1:8080", HttpStatusCode.Forbidden)]
    [InlineData(null, "localhost:8080", HttpStatusCode.OK)]
    [InlineData(null, "[::1]:8080", HttpStatusCode.OK)]
    [InlineData("http://localhost:8080", "localhost:8080", HttpStatusCode.OK)]
    public async Task Request_OfAPage_OnlyOfTheAgentsOwn(string? origin, string? host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1alpha1/cluster") { Content = new StringContent(TestApi.ValidCluster) };
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await _api.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, _api.Clusters.Asked.Count);
    }

    [Fact]
    public async Task Answers_AnyPage_MayNotBeKeptOrRead()
    {
        using var response = await _api.Client.GetAsync("/api/v1alpha1/cluster");

        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
