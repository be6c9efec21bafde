using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Host.Configuration;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Tests.Clusters.Routes;

/// <summary>What holds for every body, status and failure.</summary>
public sealed class WireRuleTests : IAsyncLifetime
{
    private const string Path = "/api/v1alpha1/cluster";
    private readonly TestApi _api = new();

    public WireRuleTests() => _api.Settings = _api.Settings with { MaxBody = new ByteSize(4096) };

    public Task InitializeAsync() => _api.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task Body_AnyContentType_IsJson(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(TestApi.ValidCluster));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var response = await _api.Client.PostAsync(Path, content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("1.26.5", _api.Clusters.Asked[0].Desired!.Version!.TrimStart('v'));
    }

    [Fact]
    public async Task Body_UnknownFieldsAndNulls_AreSkipped()
    {
        const string body = """
            {"apiVersion":null,"more":{"a":[1]},"metadata":{},"spec":{"version":"1.26.5","storage":null,"apiServer":{"certSANs":null},"disableWorkloads":null,"another":1}}
            """;
        using var response = await _api.Client.PostAsync(Path, new StringContent(body));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(_api.Clusters.Asked[0].Desired!.WorkloadsDisabled);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"spec":{"version":1}}""")]
    [InlineData("""{"kind":"Pod","spec":{}}""")]
    public async Task Body_Wrong_InvalidArgument(string body)
    {
        using var response = await _api.Client.PostAsync(Path, new StringContent(body));

        await AssertErrorAsync(response, HttpStatusCode.BadRequest, 3);
        Assert.Empty(_api.Clusters.Asked);
    }

    [Fact]
    public async Task Body_TooLong_413()
    {
        using var response = await _api.Client.PostAsync(Path, new StringContent(new string(' ', 5000) + TestApi.ValidCluster));

        await AssertErrorAsync(response, HttpStatusCode.RequestEntityTooLarge, 8);
    }

    [Fact]
    public async Task Answer_Cluster_IndentedByTwoWithoutWhatIsNotSet()
    {
        var text = await _api.Client.GetStringAsync(Path);

        Assert.StartsWith("{\n  \"apiVersion\": \"v1alpha1\",\n  \"kind\": \"Cluster\",\n  \"status\": {\n    \"phase\": \"NotInitialised\",", text, StringComparison.Ordinal);
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_DaysLeft_IsTextAndDatesAreReadable()
    {
        _api.Fill();

        var info = JsonNode.Parse(await _api.Client.GetStringAsync("/api/v1alpha1/certs"))!["CertsInfo"]![0]!;

        Assert.Equal("""{"name":"apiserver","remainingDaysToExpire":"364","expiryDate":"Dec 31, 2026 12:00 UTC","rotationDate":"Nov 01, 2026 12:00 UTC"}""", info.ToJsonString());
    }

    [Fact]
    public async Task Certificates_Reset_AnswersNothingAtOnce()
    {
        _api.Fill();

        using var response = await _api.Client.DeleteAsync("/api/v1alpha1/certs");

        Assert.Equal("{}\n", await response.Content.ReadAsStringAsync());
        Assert.Equal("KubeConfigResetting", (string?)JsonNode.Parse(await _api.Client.GetStringAsync(Path))!["status"]!["phase"]);
        Assert.Equal(TestApi.OperationId, response.Headers.GetValues("Reeve-Operation").Single());
    }

    [Fact]
    public async Task Audit_Operations_NamesOfTheWire()
    {
        _api.Fill();
        _api.Fill(); // another entry of the same operation
        await _api.Client.DeleteAsync(Path);

        var history = JsonNode.Parse(await _api.Client.GetStringAsync("/api/v1alpha1/cluster/audit"))!["operations"]!.AsArray();

        Assert.Equal(
            """{"operation":"Install","Status":"Success","reason":"Done","message":"m","lastExecuted":"2026-01-01T00:00:00Z","clusterType":"kubeadm","currentVersion":"1.26.5"}""",
            Assert.Single(history)!.ToJsonString());
    }

    [Fact]
    public async Task Failure_Conflict_CarriesTheOperation()
    {
        _api.Clusters.Failure = new OperationConflictException("op-1", "Operation op-1 changes the cluster.");
        using var response = await _api.Client.PostAsync(Path, new StringContent(TestApi.ValidCluster));

        var error = await AssertErrorAsync(response, HttpStatusCode.Conflict, 10);
        Assert.Equal("op-1", (string?)error["details"]![0]!["resourceName"]);
    }

    [Fact]
    public async Task Failure_Fields_EachWithItsPath()
    {
        _api.Clusters.Failure = new ClusterRefusedException([new FieldError { Field = "spec.version", Message = "Required value" }]);
        using var response = await _api.Client.PostAsync(Path, new StringContent(TestApi.ValidCluster));

        var error = await AssertErrorAsync(response, HttpStatusCode.BadRequest, 3);
        Assert.Equal("""[{"field":"spec.version","description":"Required value"}]""", error["details"]![0]!["fieldViolations"]!.ToJsonString());
    }

    [Theory]
    [InlineData(ClusterRefusal.UnknownType, HttpStatusCode.BadRequest, 3)]
    [InlineData(ClusterRefusal.Exists, HttpStatusCode.Conflict, 6)]
    [InlineData(ClusterRefusal.NotFound, HttpStatusCode.NotFound, 5)]
    [InlineData(ClusterRefusal.WrongPhase, HttpStatusCode.Conflict, 9)]
    [InlineData(ClusterRefusal.Unsupported, HttpStatusCode.NotImplemented, 12)]
    public async Task Failure_Refusal_HasItsCode(ClusterRefusal reason, HttpStatusCode status, int code)
    {
        _api.Clusters.Failure = new ClusterRefusedException(reason, "Because.") 
        {
            LoadedTypes = ["k3s", "kubeadm"],
            Errors = reason == ClusterRefusal.UnknownType ? [new FieldError { Field = "spec.clusterType", Message = "supported values: k3s, kubeadm" }] : [],
        };
        using var response = await _api.Client.PostAsync(Path, new StringContent(TestApi.ValidCluster));

        var error = await AssertErrorAsync(response, status, code);
        Assert.Equal("Because.", (string?)error["message"]);
        Assert.Equal(reason == ClusterRefusal.UnknownType, error.ToJsonString().Contains("k3s, kubeadm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failure_OfTheAgent_TellsNothingOfIt()
    {
        _api.Clusters.Failure = new InvalidOperationException("a secret of the inside");
        using var response = await _api.Client.GetAsync("/api/v1alpha1/kubeconfig");

        var error = await AssertErrorAsync(response, HttpStatusCode.InternalServerError, 13);
        Assert.DoesNotContain("secret", error.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1alpha1/nothing", HttpStatusCode.NotFound, 5, null)]
    [InlineData("PATCH", "/api/v1alpha1/kubeconfig", HttpStatusCode.MethodNotAllowed, 12, "GET")]
    [InlineData("POST", "/api/v1/clusters", HttpStatusCode.MethodNotAllowed, 12, "GET")]
    [InlineData("GET", "/api/v1/clusters/none/operations/1", HttpStatusCode.NotFound, 5, null)]
    public async Task Route_Missing_SaysSo(string method, string path, HttpStatusCode status, int code, string? allow)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _api.Client.SendAsync(request);

        await AssertErrorAsync(response, status, code);
        Assert.Equal(allow, response.Content.Headers.TryGetValues("Allow", out var values) ? values.Single() : null);
    }

    [Fact]
    public async Task Head_Cluster_NoBody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Path);
        using var response = await _api.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    private static async Task<JsonNode> AssertErrorAsync(HttpResponseMessage response, HttpStatusCode status, int code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        var error = JsonNode.Parse(text)!;
        Assert.Equal(code, (int)error["code"]!);
        Assert.Equal(["code", "message", "details"], error.AsObject().Select(pair => pair.Key));
        return error;
    }
}
