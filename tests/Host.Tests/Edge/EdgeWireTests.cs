using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Reeve.AspNetCore.Names;
using Reeve.Host.Edge;
using Reeve.Host.Tests.Edge.Support;
using Reeve.Runtime.Operations.Audit;

namespace Reeve.Host.Tests.Edge;

/// <summary>What holds for every body of the edge API, and its smaller calls.</summary>
public sealed class EdgeWireTests : IAsyncLifetime
{
    private readonly TestEdge _edge = new();

    public Task InitializeAsync() => _edge.InitializeAsync();

    public async Task DisposeAsync() => await _edge.DisposeAsync();

    [Theory]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task Body_AnyContentType_IsJson(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"message":"list"}"""));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var response = await _edge.Client.PostAsync("/v1/proxy", content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Body_UnknownFieldsAndNulls_AreSkipped() => Assert.Equal(
        """{"message":"add","status":"OK"}""",
        await _edge.OkAsync("/v1/proxy", """{"message":"add","other":{"a":[1]},"proxies":[{"path":"/a","name":null,"origin":"http://a:1","more":1}]}"""));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"message":1}""")]
    [InlineData("""{"message":"add","proxies":{}}""")]
    public async Task Body_Wrong_InvalidArgument(string body) => Assert.Equal(400, (await _edge.RefusedAsync("/v1/proxy", body)).Status);

    [Fact]
    public async Task Get_APathOfTheApi_Is405()
    {
        using var response = await _edge.Client.GetAsync("/v1/proxy");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Listeners_OfBothApis_HaveTheirOwnRoutesAlone()
    {
        Assert.Equal(404, (await _edge.PostAsync("/api/v1/clusters/a", "{}")).Status);
        using var content = new StringContent("{}");
        using var response = await _edge.Api.Client.PostAsync("/v1/status", content);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Status_Always_SaysOkWithTheVersion() =>
        Assert.StartsWith("""{"message":"OK, version """, await _edge.OkAsync("/v1/status", """{"message":"?"}"""), StringComparison.Ordinal);

    [Fact]
    public async Task Fqdn_NoName_SaysWhereToSetIt() =>
        Assert.Contains("agent.fqdn", (await _edge.RefusedAsync("/v1/fqdn", "{}")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Fqdn_AName_ShowsWhereItLeads()
    {
        await using var named = new TestEdge();
        named.Api.Edge = named.Api.Edge! with { Name = new FixedName() };
        await named.InitializeAsync();

        Assert.Equal(
            """{"message":"list","status":"agent1.medge.gq","proxies":[{"name":"agent1.medge.gq","addresses":["192.0.2.1"]}]}""",
            await named.OkAsync("/v1/fqdn", """{"message":"list"}"""));
        Assert.Contains("\"status\":\"OK\"", await named.OkAsync("/v1/fqdn", """{"message":"add","proxies":[{"name":"agent1.medge.gq"}]}"""), StringComparison.Ordinal);
        Assert.Equal(
            """{"message":"delete","status":"OK","proxies":[{"name":"agent1.medge.gq"}]}""", await named.OkAsync("/v1/fqdn", """{"message":"delete","proxies":[{"name":"agent1.medge.gq"}]}"""));
        Assert.Equal("proxies[0].name", (await named.RefusedAsync("/v1/fqdn", """{"message":"delete","proxies":[{"name":"other.medge.gq"}]}""")).Field);
    }

    [Fact]
    public async Task Changes_AreInTheAuditTrail_WithTheirCaller()
    {
        await _edge.OkAsync("/v1/nginx", """{"message":"delete","name":"a"}""");

        Assert.Contains(_edge.Api.Audit.Read(new AuditQuery()), entry => entry is { Action: "POST /v1/nginx", Result: "200", Actor: "anonymous@127.0.0.1" });
    }

    private sealed class FixedName : IOwnName
    {
        public OwnNameState State => new() { Name = "agent1.medge.gq", Addresses = [IPAddress.Parse("192.0.2.1")] };

        public Task<OwnNameState> RegisterAsync(CancellationToken cancellationToken) => Task.FromResult(State);

        public Task<OwnNameState> RemoveAsync(CancellationToken cancellationToken) => Task.FromResult(State with { Addresses = [] });
    }
}
