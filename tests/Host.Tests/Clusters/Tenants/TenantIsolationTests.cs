using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;

namespace Reeve.Host.Tests.Clusters.Tenants;

/// <summary>A caller who is confined to tenants: what is another's is not there for him, whatever he asks.</summary>
public sealed class TenantIsolationTests : IAsyncLifetime
{
    private const string Foreign = "20260101-000000000-ffffff";
    private readonly TestApi _api = new();

    public async Task InitializeAsync()
    {
        _api.UseTokens("a-token-of-both-tenants,both,admin\na-token-of-tenant-one,one,admin\na-token-of-everything,all,admin\n", "one=t", "both=t u default");
        foreach (var (tenant, name) in new[] { ("t", "a"), ("u", "a"), ("u", "b"), ("v", "a") })
        {
            _api.Clusters.Set(new ClusterView { Name = name, Tenant = tenant, Phase = ClusterPhase.Provisioned, Type = "kubeadm" });
        }

        _api.Operations.Set(TestApi.OperationOf(StepState.Applying, "a", "t"));
        _api.Operations.Set(TestApi.OperationOf(StepState.Applying, "a", "u") with { Id = Foreign });
        _api.Audit.Append(new AuditEntry { Time = DateTimeOffset.UnixEpoch, Action = "Install", Subject = "a.t", Actor = "x" });
        _api.Audit.Append(new AuditEntry { Time = DateTimeOffset.UnixEpoch, Action = "Install", Subject = "a.u", Actor = "secret of u" });
        await _api.StartAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("a-token-of-tenant-one", "a.t")]
    [InlineData("a-token-of-both-tenants", "default a.t a.u b.u")]
    [InlineData("a-token-of-everything", "default a.t a.u b.u a.v")]
    public async Task List_Confined_ShowsHisOwn(string token, string keys)
    {
        var items = JsonNode.Parse(await OkAsync(token, "/api/v1/clusters"))!["items"]!.AsArray();

        Assert.Equal(keys.Split(' ').Order(), items.Select(item => Key(item!["metadata"]!)).Order());
    }

    [Fact]
    public async Task List_OfATenant_ShowsThoseAlone()
    {
        Assert.Equal(["a.u", "b.u"], JsonNode.Parse(await OkAsync("a-token-of-everything", "/api/v1/clusters?tenant=u"))!["items"]!.AsArray().Select(item => Key(item!["metadata"]!)));
        Assert.Empty(JsonNode.Parse(await OkAsync("a-token-of-tenant-one", "/api/v1/clusters?tenant=u"))!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "")]
    [InlineData("PUT", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/plan")]
    [InlineData("GET", "/kubeconfig")]
    [InlineData("GET", "/certs")]
    [InlineData("DELETE", "/certs")]
    [InlineData("GET", "/reconciler")]
    [InlineData("PUT", "/reconciler")]
    [InlineData("GET", "/audit")]
    [InlineData("GET", "/operations")]
    [InlineData("GET", "/operations/" + Foreign)]
    [InlineData("GET", "/operations/" + Foreign + "?watch=true")]
    [InlineData("POST", "/operations/" + Foreign + "/cancel")]
    [InlineData("POST", "/operations/" + Foreign + "/retry")]
    [InlineData("POST", "/operations/" + Foreign + "/abandon")]
    public async Task AnyCall_AboutAnothersCluster_IsNotFound(string method, string below)
    {
        // By its key, by the parameter, and by his own cluster's path with another's operation.
        var (path, query) = below.Split('?') is [var first, var rest] ? (first, rest) : (below, "");
        await RefusedAsync($"/api/v1/clusters/a.u{path}?{query}", HttpStatusCode.NotFound);
        await RefusedAsync($"/api/v1/clusters/a{path}?tenant=u&{query}", HttpStatusCode.NotFound);
        await RefusedAsync($"/api/v1/clusters/a.default{path}?{query}", HttpStatusCode.NotFound);
        if (below.Contains(Foreign, StringComparison.Ordinal))
        {
            await RefusedAsync($"/api/v1/clusters/a.t{path}?{query}", HttpStatusCode.NotFound);
        }

        Assert.Empty(_api.Clusters.Asked);

        async Task RefusedAsync(string uri, HttpStatusCode expected)
        {
            using var response = await SendAsync("a-token-of-tenant-one", method, uri, TestApi.ValidCluster);
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == expected, $"{method} {uri}: {response.StatusCode} {body}");
            Assert.DoesNotContain("secret of u", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Own_WithoutATenant_IsHisOnlyOne()
    {
        Assert.Equal("t", (string?)JsonNode.Parse(await OkAsync("a-token-of-tenant-one", "/api/v1/clusters/a"))!["metadata"]!["tenant"]);
        using var made = await SendAsync("a-token-of-tenant-one", "POST", "/api/v1/clusters/new", TestApi.ValidCluster);

        Assert.Equal(HttpStatusCode.Accepted, made.StatusCode);
        Assert.Equal(("create", "new.t"), (_api.Clusters.Asked.Single().Verb, _api.Clusters.Asked.Single().Name));
        Assert.Contains("kind: Config", await OkAsync("a-token-of-tenant-one", "/api/v1/clusters/a.t/kubeconfig"), StringComparison.Ordinal);
        Assert.Single(JsonNode.Parse(await OkAsync("a-token-of-tenant-one", "/api/v1/clusters/a/operations"))!["items"]!.AsArray());
        Assert.DoesNotContain("secret of u", await OkAsync("a-token-of-tenant-one", "/api/v1/clusters/a/audit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/audit")]
    [InlineData("/api/v1/proxies")]
    [InlineData("/api/v1/proxies/default")]
    [InlineData("/api/v1/packages")]
    [InlineData("/metrics")]
    public async Task WhatIsOfMoreThanTenants_Confined_IsRefused(string path)
    {
        using var confined = await SendAsync("a-token-of-both-tenants", "GET", path);
        using var other = await SendAsync("a-token-of-everything", "GET", path);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (confined.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task PathAndParameter_Contradict_IsInvalid()
    {
        using var response = await SendAsync("a-token-of-everything", "GET", "/api/v1/clusters/a.t?tenant=u");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string Key(JsonNode metadata) => metadata["tenant"] is { } tenant ? $"{metadata["name"]}.{tenant}" : $"{metadata["name"]}";

    private async Task<string> OkAsync(string token, string uri)
    {
        using var response = await SendAsync(token, "GET", uri);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{uri}: {body}");
        return body;
    }

    private Task<HttpResponseMessage> SendAsync(string token, string method, string uri, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), uri);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent(body ?? "{}", Encoding.UTF8, "application/json");
        }

        return _api.Client.SendAsync(request);
    }
}
