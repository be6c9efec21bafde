using System.Net;
using System.Text.Json.Nodes;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Tests.Clusters.Routes;

/// <summary>The API that knows several clusters.</summary>
public sealed class ClusterRouteTests : IAsyncLifetime
{
    private readonly TestApi _api = new();

    public Task InitializeAsync() => _api.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Create_SecondCluster_BothAreListed()
    {
        using var response = await _api.Client.PostAsync("/api/v1/clusters/second", new StringContent(TestApi.ValidCluster));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var list = JsonNode.Parse(await _api.Client.GetStringAsync("/api/v1/clusters"))!["items"]!.AsArray();
        Assert.Equal(["default", "second"], list.Select(item => (string)item!["metadata"]!["name"]!));
        Assert.Equal(("create", "second", "anonymous@127.0.0.1"), (_api.Clusters.Asked[0].Verb, _api.Clusters.Asked[0].Name, _api.Clusters.Asked[0].By));
    }

    [Fact]
    public async Task Create_NoType_TheConfiguredOne()
    {
        await _api.Client.PostAsync("/api/v1/clusters/edge", new StringContent("""{"spec":{"version":"1.30.2"}}"""));
        await _api.Client.PostAsync("/api/v1/clusters/other", new StringContent("""{"spec":{"version":"1.30.2"}}"""));

        Assert.Equal(["k3s", null], _api.Clusters.Asked.Select(asked => asked.Desired!.Type));
    }

    [Fact]
    public async Task Create_NameOfAnother_Refused()
    {
        using var response = await _api.Client.PostAsync("/api/v1/clusters/second", new StringContent("""{"metadata":{"name":"third"},"spec":{}}"""));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_api.Clusters.Asked);
    }

    [Fact]
    public async Task Kubeconfig_OfAUser_AskedForAsSaid()
    {
        var answer = await _api.Client.GetStringAsync("/api/v1/clusters/default/kubeconfig?user=ann&groups=dev,ops&lifetime=8h");

        Assert.StartsWith("apiVersion: v1", (string?)JsonNode.Parse(answer)!["contents"], StringComparison.Ordinal);
        var asked = _api.Clusters.KubeconfigRequest!;
        Assert.Equal(("ann", TimeSpan.FromHours(8)), (asked.User, asked.Lifetime));
        Assert.Equal(["dev", "ops"], asked.Groups);
    }

    [Theory]
    [InlineData("/api/v1/clusters/default/kubeconfig?lifetime=long")]
    [InlineData("/api/v1/clusters/default/audit?since=yesterday")]
    [InlineData("/api/v1/audit?limit=0")]
    [InlineData("/api/v1/clusters/default/operations/20260101-000000000-abcdef?watch=maybe")]
    public async Task Parameter_Wrong_InvalidArgument(string path)
    {
        _api.Fill();
        using var response = await _api.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Audit_Filters_ChooseEntries()
    {
        _api.Fill();
        _api.Clock.Advance(TimeSpan.FromHours(1));
        await _api.Client.DeleteAsync("/api/v1/clusters/default");
        await _api.Client.DeleteAsync("/api/v1/clusters/second");

        Assert.Equal(3, await CountAsync("/api/v1/audit"));
        Assert.Equal(2, await CountAsync("/api/v1/clusters/default/audit"));
        Assert.Equal(1, await CountAsync("/api/v1/clusters/default/audit?since=2026-01-01T00:30:00Z"));
        Assert.Equal(1, await CountAsync("/api/v1/audit?until=2026-01-01T00:30:00Z"));
        Assert.Equal(1, await CountAsync($"/api/v1/audit?operation={TestApi.OperationId}"));
        Assert.Equal(2, await CountAsync("/api/v1/audit?limit=2"));
    }

    [Fact]
    public async Task Plan_Verbs_NothingIsDone()
    {
        _api.Fill();
        using var response = await _api.Client.PostAsync("/api/v1/clusters/default/plan", new StringContent(TestApi.ValidCluster));
        using var delete = await _api.Client.PostAsync("/api/v1/clusters/default/plan?verb=delete", null);

        Assert.Equal("Replace", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["warnings"]![0]);
        Assert.Equal("Delete", (string?)JsonNode.Parse(await delete.Content.ReadAsStringAsync())!["warnings"]![0]);
        Assert.Empty(_api.Clusters.Asked);
    }

    [Fact]
    public async Task Reconciler_Paused_ShownInBothApis()
    {
        using var response = await _api.Client.PutAsync("/api/v1/clusters/default/reconciler", new StringContent("""{"reconciler":{"paused":true}}"""));

        Assert.Equal(
            """{"reconciler":{"name":"cluster-status-reconciler","status":"Paused","paused":true}}""",
            JsonNode.Parse(await _api.Client.GetStringAsync("/api/v1alpha1/reconciler"))!.ToJsonString());
    }

    [Fact]
    public async Task Operation_Finished_StepsWithExitCodeDurationAndOutput()
    {
        _api.Fill();

        var operation = JsonNode.Parse(await _api.Client.GetStringAsync($"/api/v1/clusters/default/operations/{TestApi.OperationId}"))!;

        var step = operation["steps"]![0]!;
        Assert.Equal(2.5, (double?)step["durationSeconds"]);
        Assert.Equal(
            """{"arguments":["kubeadm","init"],"startedAt":"1970-01-01T00:00:00Z","durationSeconds":2,"exitCode":0,"standardOutput":"out","standardError":"err"}""",
            step["commands"]![0]!.ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, (await _api.Client.GetAsync($"/api/v1/clusters/second/operations/{TestApi.OperationId}")).StatusCode);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("retry")]
    [InlineData("abandon")]
    public async Task Operation_Turned_AsAsked(string verb)
    {
        _api.Operations.Set(TestApi.OperationOf(StepState.Applying));

        using var response = await _api.Client.PostAsync($"/api/v1/clusters/default/operations/{TestApi.OperationId}/{verb}", null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([$"{verb} {TestApi.OperationId}"], _api.Operations.Turned);
    }

    private async Task<int> CountAsync(string path) => JsonNode.Parse(await _api.Client.GetStringAsync(path))!["items"]!.AsArray().Count;
}
