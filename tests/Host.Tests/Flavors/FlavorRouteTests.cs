using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.Host.Tests.Flavors;

/// <summary><c>/api/v1/flavors</c>.</summary>
public sealed class FlavorRouteTests : IAsyncLifetime
{
    private const string Small = """{"type":"openstack","description":"small","spec":{"version":"1.30.2","networking":{"cniName":"flannel","cniVersion":"0.25.5"},"provider":{"flavor":"m4.small"}}}""";
    private readonly TestApi _api = new();

    public async Task InitializeAsync()
    {
        _api.UseTokens("a-token-of-tenant-one,one,operate\na-token-of-everything,all,operate\na-token-of-a-reader,reader,read\n", "one=t");
        _api.Flavors.Preset("x1.tiny", new ClusterDesired { Version = "1.30.2", Provider = JsonDocument.Parse("""{"flavor":"m4.small"}""").RootElement.Clone() });
        await _api.StartAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Life_FromFirstRevisionToRemoval()
    {
        var made = await OkAsync("all", "POST", "/api/v1/flavors/mine", Small, HttpStatusCode.Created);
        var revised = await OkAsync("all", "PUT", "/api/v1/flavors/mine", Small.Replace("1.30.2", "1.30.3", StringComparison.Ordinal));

        Assert.Equal((1, "openstack", "small"), ((int)made["revision"]!, (string)made["type"]!, (string)made["description"]!));
        Assert.Equal((2, "1.30.3", "flannel"), ((int)revised["revision"]!, (string)revised["spec"]!["version"]!, (string)revised["spec"]!["networking"]!["cniName"]!)); // in the shape that came
        Assert.Equal([2, 1], revised["revisions"]!.AsArray().Select(one => (int)one!["revision"]!));
        Assert.Equal("1.30.2", (string?)(await OkAsync("all", "GET", "/api/v1/flavors/mine?revision=1"))["spec"]!["version"]);
        Assert.Equal(["mine", "x1.tiny"], (await OkAsync("all", "GET", "/api/v1/flavors"))["items"]!.AsArray().Select(one => (string)one!["name"]!).Order());
        Assert.StartsWith("all@", (string?)made["createdBy"], StringComparison.Ordinal);

        await OkAsync("all", "DELETE", "/api/v1/flavors/mine");
        await RefusedAsync("all", "GET", "/api/v1/flavors/mine", null, HttpStatusCode.NotFound);
        Assert.Contains(_api.Audit.Read(new()), entry => entry is { Action: "DELETE /api/v1/flavors/mine", Subject: "flavors/mine" });
    }

    [Fact]
    public async Task Preset_Shown_SaysWhoBroughtItAndWhoUsesIt()
    {
        _api.Clusters.Set(new ClusterView { Name = "a", Tenant = "t", Desired = new ClusterDesired { Flavor = new FlavorReference { Name = "x1.tiny", Revision = 1 } } });
        _api.Clusters.Set(new ClusterView { Name = "b", Tenant = "u", Desired = new ClusterDesired { Flavor = new FlavorReference { Name = "x1.tiny", Revision = 1 } } });

        var all = await OkAsync("all", "GET", "/api/v1/flavors/x1.tiny");
        var one = await OkAsync("one", "GET", "/api/v1/flavors/x1.tiny");

        Assert.Equal(("openstack", "m4.small"), ((string?)all["plugin"], (string?)all["spec"]!["provider"]!["flavor"]));
        Assert.Equal(["a.t", "b.u"], all["usedBy"]!.AsArray().Select(user => (string)user!));
        Assert.Equal(["a.t"], one["usedBy"]!.AsArray().Select(user => (string)user!)); // another's clusters are not his to know
    }

    [Fact]
    public async Task Confined_MakesHisOwnAndChangesNothingOfOthers()
    {
        await OkAsync("all", "POST", "/api/v1/flavors/theirs?tenant=u", Small, HttpStatusCode.Created);
        var own = await OkAsync("one", "POST", "/api/v1/flavors/x1.tiny", Small, HttpStatusCode.Created);

        Assert.Equal("t", (string?)own["tenant"]);
        Assert.Equal("small", (string?)(await OkAsync("one", "GET", "/api/v1/flavors/x1.tiny"))["description"]);
        Assert.Equal("d", (string?)(await OkAsync("all", "GET", "/api/v1/flavors/x1.tiny"))["description"]);
        Assert.Equal([("", "x1.tiny"), ("t", "x1.tiny")], (await OkAsync("one", "GET", "/api/v1/flavors"))["items"]!.AsArray().Select(one => ((string?)one!["tenant"] ?? "", (string)one["name"]!)).Order());
        foreach (var method in new[] { "GET", "PUT", "DELETE", "POST" })
        {
            await RefusedAsync("one", method, "/api/v1/flavors/theirs?tenant=u", Small, HttpStatusCode.NotFound);
        }

        await RefusedAsync("one", "GET", "/api/v1/flavors/theirs", null, HttpStatusCode.NotFound);
        await OkAsync("one", "DELETE", "/api/v1/flavors/x1.tiny");
        await RefusedAsync("one", "DELETE", "/api/v1/flavors/x1.tiny", null, HttpStatusCode.Forbidden); // the shared one
        await RefusedAsync("one", "PUT", "/api/v1/flavors/x1.tiny?tenant=default", Small, HttpStatusCode.Forbidden);
        Assert.NotNull(_api.Flavors.Find("", "x1.tiny"));
        Assert.NotNull(_api.Flavors.Find("u", "theirs"));
    }

    [Theory]
    [InlineData("reader", "PUT", "/api/v1/flavors/x1.tiny", Small, HttpStatusCode.Forbidden)]
    [InlineData("all", "POST", "/api/v1/flavors/a", """{"type":"openstack"}""", HttpStatusCode.BadRequest)]
    [InlineData("all", "POST", "/api/v1/flavors/a", """{"name":"b","type":"openstack","spec":{}}""", HttpStatusCode.BadRequest)]
    [InlineData("all", "GET", "/api/v1/flavors/x1.tiny?revision=7", null, HttpStatusCode.NotFound)]
    [InlineData("all", "GET", "/api/v1/flavors/x1.tiny?revision=x", null, HttpStatusCode.BadRequest)]
    public async Task Refusals_SayWhy(string caller, string method, string uri, string? body, HttpStatusCode status) => await RefusedAsync(caller, method, uri, body, status);

    private async Task<JsonNode> OkAsync(string caller, string method, string uri, string? body = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await SendAsync(caller, method, uri, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{method} {uri}: {response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task RefusedAsync(string caller, string method, string uri, string? body, HttpStatusCode status)
    {
        using var response = await SendAsync(caller, method, uri, body);
        Assert.True(response.StatusCode == status, $"{method} {uri}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private Task<HttpResponseMessage> SendAsync(string caller, string method, string uri, string? body)
    {
        var token = caller switch { "one" => "a-token-of-tenant-one", "reader" => "a-token-of-a-reader", _ => "a-token-of-everything" };
        var request = new HttpRequestMessage(new HttpMethod(method), uri) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return _api.Client.SendAsync(request);
    }
}
