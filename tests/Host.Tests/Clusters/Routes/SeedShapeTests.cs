using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Host.Tests.Clusters.Support;

namespace Reeve.Host.Tests.Clusters.Routes;

/// <summary>How specifications are taken and shown again.</summary>
public sealed class SeedShapeTests : IAsyncLifetime
{
    private const string Path = "/api/v1alpha1/cluster";
    private readonly TestApi _api = new();

    public Task InitializeAsync() => _api.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("""{"clusterCni":{"name":"calico","version":"v3.25.1"}}""", "calico", "v3.25.1", null)]
    [InlineData("""{"cniName":"cilium","cniVersion":"1.14.0"}""", "cilium", "1.14.0", null)]
    [InlineData("""{"cniManifestURL":"https://example.com/antrea/v1.5.3/antrea.yml"}""", "antrea", "", "https://example.com/antrea/v1.5.3/antrea.yml")]
    [InlineData("""{"cniManifestURL":"https://example.com/net.yml"}""", "custom", "", "https://example.com/net.yml")]
    [InlineData("""{"cilium":{"installKubeProxy":true},"cniVersion":"1.14.0"}""", "cilium", "1.14.0", null)]
    public async Task Create_AnyShapeOfNetworkPlugin_UnderstoodAndShownAsItCame(string networking, string name, string version, string? manifest)
    {
        var shown = await SendAsync("POST", """{"spec":{"version":"1.26.5","networking":NETWORK}}""".Replace("NETWORK", networking, StringComparison.Ordinal));

        var cni = Assert.Single(_api.Clusters.Asked).Desired!.Cni!;
        Assert.Equal((name, version, manifest), (cni.Name, cni.Version, cni.Manifest));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(networking), shown["spec"]!["networking"]));
        Assert.True(JsonNode.DeepEquals(shown["spec"], (await GetAsync())["spec"]));
    }

    [Theory]
    [InlineData("""{"clusterCni":{"name":"calico"},"cniName":"flannel"}""", "spec.networking.cniName")]
    [InlineData("""{"cilium":{"installKubeProxy":false},"cniVersion":"1.14.0"}""", "spec.networking.cilium.installKubeProxy")]
    [InlineData("""{"cilium":{"cliVersion":"v0.15.0"},"cniVersion":"1.14.0"}""", "spec.networking.cilium.cliVersion")]
    public async Task Create_WhatContradictsOrHasNoEffect_RefusedByField(string networking, string field)
    {
        var (status, error) = await FailAsync("POST", """{"spec":{"networking":NETWORK}}""".Replace("NETWORK", networking, StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.BadRequest, 3), (status, (int)error["code"]!));
        Assert.Equal(field, (string?)error["details"]![0]!["fieldViolations"]![0]!["field"]);
    }

    [Theory]
    [InlineData("v1.26.5")]
    [InlineData("1.26.5")]
    [InlineData("v1.26.5+k3s1")]
    public async Task Create_VersionWithOrWithoutV_ShownAsItCame(string version)
    {
        var shown = await SendAsync("POST", $$$"""{"spec":{"version":"{{{version}}}"}}""");

        Assert.Equal(version, (string?)shown["spec"]!["version"]);
        Assert.Equal(version, _api.Clusters.Asked[0].Desired!.Version);
        Assert.Contains($"\"{version}\"", await _api.Client.GetStringAsync(Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_DualStack_Lists()
    {
        await SendAsync("POST", """{"spec":{"networking":{"podSubnet":"100.100.0.0/16, 2001:db8:1::/112","svcSubnet":"100.101.0.0/16,2001:db8:2::/112"}}}""");

        var desired = _api.Clusters.Asked[0].Desired!;
        Assert.Equal(["100.100.0.0/16", "2001:db8:1::/112"], desired.PodSubnets);
        Assert.Equal(["100.101.0.0/16", "2001:db8:2::/112"], desired.ServiceSubnets);
    }

    [Fact]
    public async Task Create_Password_TakenAndNeverShown()
    {
        const string body = """
            {"spec":{"clusterRuntime":{"customiseClusterRuntime":true,"clusterCri":{"privateRegistryEndpoints":["https://r.example.com"],"privateRegistryFQDN":"r.example.com",
              "skipTls":false,"registryAuth":{"isAuthRequired":true,"username":"u","password":"correct horse"}}}}}
            """;
        var shown = await SendAsync("POST", body);

        var registry = _api.Clusters.Asked[0].Desired!.Registry!;
        Assert.Equal(("correct horse", "u", true, true), (registry.Password, registry.Username, registry.Customised, registry.Authenticates));
        Assert.Equal("", (string?)shown["spec"]!["clusterRuntime"]!["clusterCri"]!["registryAuth"]!["password"]);
        Assert.DoesNotContain("correct horse", JsonSerializer.Serialize(_api.Clusters.Asked[0].Desired!.Form), StringComparison.Ordinal);
        Assert.DoesNotContain("correct horse", await _api.Client.GetStringAsync(Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replace_Part_ShownOverWhatWasThere()
    {
        await SendAsync("POST", TestApi.ValidCluster);

        var shown = await SendAsync("PUT", """{"spec":{"version":"1.27.1","apiServer":{"certSANs":["34.66.72.135"]},"networking":{"podSubnet":"10.244.0.0/16"}}}""");

        var desired = _api.Clusters.Asked[1].Desired!;
        Assert.Equal(("1.27.1", null, null), (desired.Version, desired.Cni, desired.ServiceSubnets));
        Assert.Equal("1.27.1", (string?)shown["spec"]!["version"]);
        Assert.Equal("34.66.72.135", (string?)shown["spec"]!["apiServer"]!["certSANs"]![0]);
        Assert.Equal("10.245.0.0/16", (string?)shown["spec"]!["networking"]!["svcSubnet"]);
        Assert.Equal("calico", (string?)shown["spec"]!["networking"]!["clusterCni"]!["name"]);
    }

    [Fact]
    public async Task Patch_VersionOfNetworkPluginInAnotherShape_OneShapeIsShown()
    {
        await SendAsync("POST", TestApi.ValidCluster);

        var shown = await SendAsync("PATCH", """{"spec":{"networking":{"cniVersion":"v3.26.0"},"disableWorkloads":true}}""");

        Assert.Equal(("", "v3.26.0", true), (_api.Clusters.Asked[1].Desired!.Cni!.Name, _api.Clusters.Asked[1].Desired!.Cni!.Version, _api.Clusters.Asked[1].Desired!.WorkloadsDisabled));
        Assert.Equal("""{"name":"calico","version":"v3.26.0"}""", shown["spec"]!["networking"]!["clusterCni"]!.ToJsonString());
        Assert.False(shown["spec"]!["networking"]!.AsObject().ContainsKey("cniVersion"));
        Assert.True((bool?)shown["spec"]!["disableWorkloads"]);
    }

    [Fact]
    public async Task Get_UpgradedWithoutADocument_VersionIsThatOfTheCluster()
    {
        await SendAsync("POST", TestApi.ValidCluster);
        var view = _api.Clusters.Find("default")!;
        _api.Clusters.Set(view with { Desired = view.Desired! with { Version = "1.26.6" } });

        Assert.Equal("1.26.6", (string?)(await GetAsync())["spec"]!["version"]);
    }

    [Fact]
    public async Task Get_NothingThereYet_PhaseAndThreeConditions()
    {
        var shown = await GetAsync();

        Assert.Equal("NotInitialised", (string?)shown["status"]!["phase"]);
        Assert.Equal(3, shown["status"]!["conditions"]!.AsArray().Count);
        Assert.All(shown["status"]!["conditions"]!.AsArray(), condition => Assert.Equal("False", (string?)condition!["status"]));
        Assert.False(shown.AsObject().ContainsKey("spec"));
    }

    [Fact]
    public async Task Get_Provisioned_VersionsWithVAndOutcomes()
    {
        _api.Fill();

        var status = (await GetAsync())["status"]!;

        Assert.Equal(
            ("v1.26.5", "v3.25.1", "v0.0.24", "1.6.20", true),
            ((string?)status["kubernetesVersion"], (string?)status["cniVersion"], (string?)status["csiVersion"], (string?)status["runtimeVersion"], (bool?)status["unschedulable"]));
        Assert.Equal("Succeeded", (string?)status["lastInstall"]!["result"]);
        Assert.Equal(("Failed", "why"), ((string?)status["lastReset"]!["result"], (string?)status["lastReset"]!["message"]));
        Assert.Equal("2026-01-01T00:00:00Z", (string?)status["conditions"]![0]!["lastTransitionTime"]);
    }

    private async Task<JsonNode> GetAsync() => JsonNode.Parse(await _api.Client.GetStringAsync(Path))!;

    private async Task<JsonNode> SendAsync(string method, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Path) { Content = new StringContent(body) };
        using var response = await _api.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<(HttpStatusCode Status, JsonNode Error)> FailAsync(string method, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Path) { Content = new StringContent(body) };
        using var response = await _api.Client.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
