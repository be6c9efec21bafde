using System.Text;
using System.Text.Json.Nodes;
using Reeve.Host.Configuration;
using Reeve.Host.Edge;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Proxies.Support;

namespace Reeve.Host.Tests.Edge.Support;

/// <summary>The edge API over a proxy, routes and clusters of the test's own.</summary>
internal sealed class TestEdge : IAsyncLifetime, IAsyncDisposable
{
    private HttpClient? _client;

    public TestEdge() => Api.Edge = new EdgeContext
    {
        Settings = new EdgeApiSettings { Rest = "127.0.0.1:0", Grpc = "127.0.0.1:0" }, Proxy = Proxy, Routes = Routes, Provisions = Provisions,
    };

    public TestApi Api { get; } = new();

    public FakeProxyService Proxy { get; } = new("edge");

    public FakeRoutes Routes { get; } = new();

    public FakeProvisions Provisions { get; } = new();

    public HttpClient Client => _client!;

    public async Task InitializeAsync()
    {
        await Api.StartAsync();
        _client = new HttpClient { BaseAddress = Api.AddressOf("edgeRest") };
    }

    /// <summary>Sends what curl sends with <c>-d</c> alone.</summary>
    public async Task<(int Status, string Body)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await Client.PostAsync(path, content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends what must be done.</summary>
    public async Task<string> OkAsync(string path, string body)
    {
        var (status, answer) = await PostAsync(path, body);
        Assert.True(status == 200, answer);
        return answer;
    }

    /// <summary>Sends what must be refused, and says with which status and for which field.</summary>
    public async Task<(int Status, string Message, string? Field)> RefusedAsync(string path, string body)
    {
        var (status, answer) = await PostAsync(path, body);
        Assert.True(status >= 400, answer);
        var error = JsonNode.Parse(answer)!;
        Assert.Equal((string?)error["message"], (string?)error["error"]);
        Assert.NotEqual(0, (int)error["code"]!);
        return (status, (string)error["message"]!, (string?)error["details"]!.AsArray().FirstOrDefault()?["fieldViolations"]?[0]?["field"]);
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await Api.DisposeAsync();
    }
}
