using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Reeve.Host.Reach;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Reach;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Tests.Pages.Routes;

/// <summary>What somebody who is confined to tenants sees of the status page, and does there.</summary>
public sealed class ConfinedPageTests : IAsyncLifetime
{
    private const string Theirs = "20260101-000000000-cccccc";
    private const string Others = "20260101-000000000-dddddd";
    private readonly TestApi _api = new() { Time = TimeProvider.System };

    public async Task InitializeAsync()
    {
        _api.UseTokens("a-token-of-tenant-one,one,operate\na-token-of-everything,all,operate\n", "one=t");
        _api.Fill();
        _api.Clusters.Set(new ClusterView { Name = "a", Tenant = "t" });
        _api.Clusters.Set(new ClusterView { Name = "b", Tenant = "u" });
        _api.Operations.Set(TestApi.OperationOf(StepState.Applying, "a", "t") with { Id = Theirs });
        _api.Operations.Set(TestApi.OperationOf(StepState.Applying, "b", "u") with { Id = Others });
        await _api.Proxies.Service.ChangeAsync(static spec => ReachDocument.Put(ReachDocument.Put(spec, ReachDocumentTests.Api("a.t")), ReachDocumentTests.Api("b.u")), "x", CancellationToken.None);
        await _api.StartAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Events_Confined_WhatBelongsToHisTenants()
    {
        var kinds = await SnapshotAsync("a-token-of-tenant-one");

        Assert.Equal(["agent", "clusters", "operations", "proxies"], kinds.Select(static kind => kind.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["a.t"], Keys(kinds, "clusters"));
        Assert.Equal([Theirs], Keys(kinds, "operations"));
        var proxy = kinds["proxies"]!["set"]!.AsObject().Single().Value!;
        Assert.Equal(["cluster-tls-6443"], proxy["listeners"]!.AsArray().Select(static one => (string)one!["name"]!));
        Assert.Equal(1, (int)proxy["servers"]!);
        Assert.DoesNotContain("shop", kinds.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_NotConfined_Everything()
    {
        var kinds = await SnapshotAsync("a-token-of-everything");

        Assert.Equal(3, Keys(kinds, "clusters").Count());
        Assert.Contains("plugins", kinds.Select(static kind => kind.Key));
    }

    [Fact]
    public async Task Cancel_OperationOfAnotherTenant_NotThere()
    {
        using var client = await SignInAsync("a-token-of-tenant-one");
        using var others = await client.PostAsync($"/ui/operations/{Others}/cancel", null);
        using var theirs = await client.PostAsync($"/ui/operations/{Theirs}/cancel", null);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (others.StatusCode, theirs.StatusCode));
        Assert.Single(_api.Operations.Turned);
    }

    private static IEnumerable<string> Keys(JsonObject kinds, string kind) => kinds[kind]!["set"]!.AsObject().Select(static one => one.Key);

    private async Task<HttpClient> SignInAsync(string token)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _api.AddressOf("rest") };
        using var response = await client.PostAsync("/ui/session", new StringContent($$"""{"token":"{{token}}"}"""));
        var session = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        client.DefaultRequestHeaders.Add("Reeve-Csrf", (string)session["csrf"]!);
        return client;
    }

    private async Task<JsonObject> SnapshotAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_api.AddressOf("rest"), "/ui/events"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: {\"kinds\"", StringComparison.Ordinal))
            {
                return JsonNode.Parse(line["data: ".Length..])!["kinds"]!.AsObject();
            }
        }

        throw new InvalidOperationException("The stream ended without a snapshot.");
    }
}
