using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Tests.Clusters.Support;

namespace Reeve.Host.Tests.Packages;

public sealed class PackageRestTests : IAsyncLifetime
{
    private readonly TestApi _api = new();

    public Task InitializeAsync()
    {
        _api.UseToken();
        return _api.StartAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Install_Posted_IsDoneFromConfiguredSourcesAlone()
    {
        using var response = await _api.Client.PostAsync("/api/v1/packages/install", new StringContent("""{"ids":["Acme.Clusters"],"version":"1.*","source":"test","onlyConfiguredSources":false}"""));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("updated", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["changes"]![0]!["action"]);
        var (verb, request) = Assert.Single(_api.Packages.Asked);
        Assert.Equal((PackageVerb.Install, "1.*", true), (verb, request.Version, request.OnlyConfiguredSources));
        Assert.Contains(_api.Audit.Read(new()), static entry => entry.Action == "POST /api/v1/packages/install");
    }

    [Fact]
    public async Task Install_AskedForSteps_TellsHowItGoes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/packages/install") { Content = new StringContent("""{"ids":["Acme.Clusters"]}""") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/x-ndjson"));

        using var response = await _api.Client.SendAsync(request);

        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal("download", (string?)lines[0]["step"]!["phase"]);
        Assert.Equal("1.0.0", (string?)lines[1]["report"]!["changes"]![0]!["to"]);
    }

    [Fact]
    public async Task Install_ByNobodyKnown_IsRefusedEvenOnLoopback()
    {
        _api.Client.DefaultRequestHeaders.Authorization = null;

        using var response = await _api.Client.PostAsync("/api/v1/packages/install", new StringContent("""{"ids":["Acme.Clusters"]}"""));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(_api.Packages.Asked);
        Assert.Equal(HttpStatusCode.OK, (await _api.Client.GetAsync("/api/v1/packages")).StatusCode);
    }

    [Fact]
    public async Task Install_Refused_HasAStatusAndAReason()
    {
        _api.Packages.Failure = new ProviderException(ErrorReason.Invalid, "needs contract 0.9");

        using var response = await _api.Client.PostAsync("/api/v1/packages/install", new StringContent("""{"ids":["Acme.Clusters"]}"""));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("needs contract 0.9", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Routes_ThatChangeSomething_TakeTheRoleAdmin() => Assert.All(
        _api.Api.Routes.Routes.Where(static route => route.Path.StartsWith("/api/v1/packages", StringComparison.Ordinal) && route.Method != "GET"),
        static route => Assert.Equal((ApiRole.Admin, true), (route.Role, route.Mutates)));
}
