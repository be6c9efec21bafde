using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Testing;

namespace Reeve.Host.Tests.Proxies.Routes;

public sealed class ProxyRouteTests : IAsyncLifetime
{
    private const string One = "/api/v1/proxies/default";
    private readonly TestApi _api = new();

    public async Task InitializeAsync()
    {
        _api.Proxies.Fill();
        await _api.StartAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Get_Served_DocumentStatusAndTag()
    {
        using var response = await _api.Client.GetAsync(One);
        var proxy = await BodyAsync(response);

        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.Equal((1, "somebody", "30s"), ((int)proxy["revision"]!, (string)proxy["by"]!, (string)proxy["spec"]!["routes"]![0]!["timeout"]!));
        Assert.Equal(("Degraded", "taken", 3), ((string)proxy["status"]!["phase"]!, (string)proxy["status"]!["listeners"]![0]!["fault"]!, (int)proxy["status"]!["listeners"]![0]!["connections"]!));
        Assert.Equal((false, "refused"), ((bool)proxy["status"]!["upstreams"]![0]!["healthy"]!, (string)proxy["status"]!["upstreams"]![0]!["reason"]!));
        Assert.Equal("why", (string)proxy["status"]!["certificates"]![0]!["problem"]!);
    }

    [Fact]
    public async Task Put_WhatWasShownAndChanged_Served()
    {
        var shown = await BodyAsync(await _api.Client.GetAsync(One));
        shown["spec"]!["routes"]![0]!["timeout"] = "10s";

        var changed = await BodyAsync(await SendAsync(HttpMethod.Put, One, shown.ToJsonString()));

        Assert.Equal(2, (int)changed["revision"]!);
        Assert.Equal(TimeSpan.FromSeconds(10), _api.Proxies.Fake.Current!.Spec.Routes[0].Timeout);
        Assert.Contains(_api.Audit.Read(new()), entry => entry is { Subject: "proxies/default", Action: "PUT /api/v1/proxies/default", Result: "200" });
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"7\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"x\"", HttpStatusCode.BadRequest)]
    public async Task Put_IfMatch_OnlyFromThatRevision(string tag, HttpStatusCode status)
    {
        using var response = await SendAsync(HttpMethod.Put, One, """{"spec":{}}""", tag);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 2 : 1, _api.Proxies.Fake.Current!.Revision);
    }

    [Fact]
    public async Task Put_FromAnotherRevisionInTheBody_Conflict()
    {
        using var response = await SendAsync(HttpMethod.Put, One, """{"revision":7,"spec":{}}""");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"spec":{"routes":[{"name":"a","lisseners":[]}]}}""", "routes[0].lisseners")]
    [InlineData("""{"spec":{"listeners":[{"name":"A","protocol":"http","address":":80"}]}}""", "listeners[0].name")]
    [InlineData("""{"listeners":[]}""", "spec")]
    [InlineData("""{"name":"other","spec":{}}""", "name")]
    [InlineData("""{"revision":"x","spec":{}}""", "revision")]
    public async Task Put_Mistake_FieldIsNamedAndNothingChanges(string body, string field)
    {
        using var response = await SendAsync(HttpMethod.Put, One, body);
        var error = await BodyAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (string)error["details"]![0]!["fieldViolations"]![0]!["field"]!);
        Assert.Equal(1, _api.Proxies.Fake.Current!.Revision);
    }

    [Fact]
    public async Task Put_HiddenKeySentBack_KeyStays()
    {
        var certificate = new ProxyCertificateSpec { ServerNames = ["a.example.org"], Chain = "chain", Key = "secret" };
        await _api.Proxies.Fake.ApplyAsync(new ProxySpec { Certificates = [certificate] }, "tester", null, CancellationToken.None);
        var text = await _api.Client.GetStringAsync(One);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        var shown = JsonNode.Parse(text)!;
        shown["spec"]!["upstreams"] = JsonNode.Parse("""[{"name":"a","members":[{"address":"tcp://127.0.0.1:1"}]}]""");

        using var response = await SendAsync(HttpMethod.Put, One, shown.ToJsonString());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("secret", _api.Proxies.Fake.Current!.Spec.Certificates[0].Key);
    }

    [Fact]
    public async Task Patch_Member_ThatAloneChanges()
    {
        var certificate = new ProxyCertificateSpec { ServerNames = ["a.example.org"], Chain = "chain", Key = "secret" };
        var former = _api.Proxies.Fake.Spec with { Certificates = [certificate] };
        await _api.Proxies.Fake.ApplyAsync(former, "tester", null, CancellationToken.None);

        var changed = await BodyAsync(await SendAsync(HttpMethod.Patch, One, """{"spec":{"routes":null}}"""));

        Assert.Equal((3, 0, "(hidden)"), ((int)changed["revision"]!, changed["spec"]!["routes"]!.AsArray().Count, (string)changed["spec"]!["certificates"]![0]!["key"]!));
        var now = _api.Proxies.Fake.Spec;
        Assert.Equal(("secret", 1, 1), (now.Certificates[0].Key, now.Listeners.Count, now.Upstreams.Count));
        Assert.Contains(_api.Audit.Read(new()), entry => entry is { Subject: "proxies/default", Action: "PATCH /api/v1/proxies/default", Result: "200" });
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"7\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"x\"", HttpStatusCode.BadRequest)]
    public async Task Patch_IfMatch_OnlyFromThatRevision(string tag, HttpStatusCode status)
    {
        using var response = await SendAsync(HttpMethod.Patch, One, """{"spec":{"routes":[]}}""", tag);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 2 : 1, _api.Proxies.Fake.Current!.Revision);
    }

    [Fact]
    public async Task Patch_FromAnotherRevisionInTheBody_Conflict()
    {
        using var response = await SendAsync(HttpMethod.Patch, One, """{"revision":7,"spec":{"routes":[]}}""");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task Patch_SomebodyElseIsFaster_MadeToWhatHeLeaves()
    {
        var other = _api.Proxies.Fake.Spec with { Certificates = [new ProxyCertificateSpec { ServerNames = ["a.example.org"], Chain = "chain", Key = "key" }] };
        _api.Proxies.Fake.Before = () => _api.Proxies.Fake.ApplyAsync(other, "other", null, CancellationToken.None).GetAwaiter().GetResult();

        using var response = await SendAsync(HttpMethod.Patch, One, """{"spec":{"routes":[]}}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((0, 1, 3), (_api.Proxies.Fake.Spec.Routes.Count, _api.Proxies.Fake.Spec.Certificates.Count, _api.Proxies.Fake.Current!.Revision));
    }

    [Theory]
    [InlineData("""{"spec":{"routes":[{"name":"a","lisseners":[]}]}}""", "routes[0].lisseners")]
    [InlineData("""{"spec":{"listeners":[{"name":"A","protocol":"http","address":":80"}]}}""", "listeners[0].name")]
    [InlineData("""{"spec":null}""", "spec")]
    [InlineData("""{"spec":[{"op":"remove","path":"/routes"}]}""", "spec")]
    [InlineData("""[{"op":"remove","path":"/spec/routes"}]""", "spec")]
    public async Task Patch_Mistake_FieldIsNamedAndNothingChanges(string body, string field)
    {
        using var response = await SendAsync(HttpMethod.Patch, One, body);
        var error = await BodyAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (string)error["details"]![0]!["fieldViolations"]![0]!["field"]!);
        Assert.Equal(1, _api.Proxies.Fake.Current!.Revision);
    }

    [Fact]
    public async Task Diff_Document_ChangesAndNothingChanges()
    {
        var diff = await BodyAsync(await SendAsync(HttpMethod.Post, $"{One}/diff", """{"spec":{}}"""));

        Assert.Equal(["listeners/web", "upstreams/shop", "routes/shop"], diff["changes"]!.AsArray().Select(change => (string)change!["path"]!));
        Assert.Equal(1, _api.Proxies.Fake.Current!.Revision);
    }

    [Fact]
    public async Task Rollback_EarlierOne_ServedAgain()
    {
        await SendAsync(HttpMethod.Put, One, """{"spec":{}}""");

        var back = await BodyAsync(await SendAsync(HttpMethod.Post, $"{One}/rollback", """{"revision":1}"""));
        var revisions = await BodyAsync(await _api.Client.GetAsync($"{One}/revisions"));
        using var missing = await SendAsync(HttpMethod.Post, $"{One}/rollback", """{"revision":99}""");

        Assert.Equal((3, 1), ((int)back["revision"]!, (int)back["rolledBackTo"]!));
        Assert.Equal([(3, true), (2, false), (1, false)], revisions["items"]!.AsArray().Select(item => ((int)item!["revision"]!, (bool)item["current"]!)));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Get_AsEvents_EachRevision()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, One);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await _api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("event: revision", await reader.ReadLineAsync());
        Assert.Equal(1, (int)JsonNode.Parse((await reader.ReadLineAsync())!["data: ".Length..])!["revision"]!);
        await Eventually.TrueAsync(() => _api.Proxies.Fake.Watchers == 1, "it is watched");
        await SendAsync(HttpMethod.Put, One, """{"spec":{}}""");
        await reader.ReadLineAsync();
        Assert.Equal("event: revision", await reader.ReadLineAsync());
        Assert.Equal(2, (int)JsonNode.Parse((await reader.ReadLineAsync())!["data: ".Length..])!["revision"]!);
    }

    [Fact]
    public async Task Renew_Certificate_OrderedNow()
    {
        var certificates = await BodyAsync(await SendAsync(HttpMethod.Post, $"{One}/certificates/shop/renew", ""));

        Assert.Equal(["shop"], _api.Proxies.Renewed);
        Assert.Equal("1970-04-01T00:00:00Z", (string)certificates["items"]![0]!["notAfter"]!);
    }

    [Fact]
    public async Task AnyCall_UnknownProxy_NearestNameIsSaid()
    {
        using var response = await _api.Client.GetAsync("/api/v1/proxies/defalt");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("did you mean \\\"default\\\"?", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await _api.Client.SendAsync(request);
    }
}
