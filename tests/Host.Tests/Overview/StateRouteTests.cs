using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.Reach;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Reach;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Tests.Overview;

/// <summary><c>/api/v1/state</c>.</summary>
public sealed class StateRouteTests : IAsyncLifetime
{
    private readonly TestApi _api = new();

    public async Task InitializeAsync()
    {
        _api.UseTokens("a-token-of-tenant-one,one,read\na-token-of-everything,all,read\n", "one=t");
        _api.Fill();
        _api.Flavors.Create("u", "theirs", new FlavorContent { Type = "k" }, "x");
        _api.Clusters.Set(new ClusterView
        {
            Name = "a",
            Tenant = "t",
            Desired = new ClusterDesired
            {
                Flavor = new FlavorReference { Name = "default", Revision = 1 },
                Version = "1.30.2",
                Registry = new ClusterRegistrySettings { Customised = true, Name = "r", Password = "very secret" },
            },
        });
        _api.Operations.Set(TestApi.OperationOf(StepState.Applying, "a", "t") with { Id = "20260101-000000000-bbbbbb" });
        var key = new ProxyCertificateSpec { Name = "inline", ServerNames = ["x.example.org"], Chain = "c", Key = "very secret" };
        await _api.Proxies.Service.ChangeAsync(spec => spec with { Certificates = [key] }, "x", CancellationToken.None);
        await _api.Proxies.Service.ChangeAsync(static spec => ReachDocument.Put(ReachDocument.Put(spec, ReachDocumentTests.Api("a.t")), ReachDocumentTests.Api("b.u")), "x", CancellationToken.None);
        await _api.StartAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task State_OfEverything_IsEnoughToKnowItAgain()
    {
        var text = await GetAsync("a-token-of-everything");
        var state = JsonNode.Parse(text)!;

        var cluster = state["clusters"]!.AsArray().Single(one => (string)one!["metadata"]!["name"]! == "default")!["status"]!;
        Assert.Equal(("https://192.0.2.1:6443", "default", 1), ((string?)cluster["endpoint"], (string?)cluster["flavor"]!["name"], (int)cluster["flavor"]!["revision"]!));
        Assert.Equal(("i", "192.0.2.1", "n"), (
            (string?)cluster["machines"]![0]!["id"], (string?)cluster["machines"]![0]!["addresses"]![0], (string?)cluster["resources"]!["resources"]![0]!["id"]));
        Assert.NotEmpty(cluster["conditions"]!.AsArray());
        Assert.Equal(["default", "theirs"], state["flavors"]!.AsArray().Select(one => (string)one!["name"]!));
        Assert.NotEmpty(state["proxies"]![0]!["spec"]!["routes"]!.AsArray());
        Assert.Equal("a.t", (string?)state["operations"]!.AsArray().Single()!["cluster"]);
        Assert.DoesNotContain("very secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_Confined_IsThatOfHisTenants()
    {
        var state = JsonNode.Parse(await GetAsync("a-token-of-tenant-one"))!;

        Assert.Equal(["a"], state["clusters"]!.AsArray().Select(one => (string)one!["metadata"]!["name"]!));
        Assert.Equal(["default"], state["flavors"]!.AsArray().Select(one => (string)one!["name"]!)); // the shared one
        Assert.Equal(["a.t"], state["flavors"]![0]!["usedBy"]!.AsArray().Select(one => (string)one!));
        var proxy = state["proxies"]!.AsArray().Single()!;
        Assert.Equal("a.t.example.org", (string?)proxy["spec"]!["routes"]!.AsArray().Single()!["hosts"]![0]);
        Assert.Equal(["cluster-tls-6443"], proxy["status"]!["listeners"]!.AsArray().Select(one => (string)one!["name"]!));
        Assert.Single(proxy["status"]!["upstreams"]!.AsArray());
        Assert.DoesNotContain("shop", proxy.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("b.u", proxy.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(state["operations"]!.AsArray());
    }

    private async Task<string> GetAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/state");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _api.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadAsStringAsync();
    }
}
