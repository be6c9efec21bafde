using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.OpenApi;

public sealed class OpenApiTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly TestApi _api = new();

    public Task InitializeAsync()
    {
        _api.UseToken();
        return _api.StartAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public void Document_InTheRepository_IsWhatTheApiIs()
    {
        var path = Path.Combine(Repository.Root, "AspNetCore", "Clusters", "OpenApi", "openapi.json");
        var described = OpenApiBuilder.Describe(_api.Api.Routes).ToJsonString(Written) + "\n";
        if (Environment.GetEnvironmentVariable("REEVE_UPDATE_OPENAPI") == "1")
        {
            File.WriteAllText(path, described);
        }

        Assert.True(
            File.ReadAllText(path).ReplaceLineEndings("\n") == described,
            "AspNetCore/Clusters/OpenApi/openapi.json is not current; run: REEVE_UPDATE_OPENAPI=1 dotnet test tests/Host.Tests --filter OpenApiTests");
    }

    [Theory]
    [InlineData("/openapi.json")]
    [InlineData("/swagger/v1/swagger.json")]
    public async Task Served_Document_IsTheOneInTheRepository(string path)
    {
        var served = JsonNode.Parse(await _api.Client.GetStringAsync(path));

        Assert.True(JsonNode.DeepEquals(OpenApiBuilder.Describe(_api.Api.Routes), served));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/swagger")]
    public async Task Page_Served_NeedsNothingFromElsewhere(string path)
    {
        var page = await _api.Client.GetStringAsync(path);

        Assert.Contains("openapi.json", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryRoute_Called_AnswersInItsSchema()
    {
        _api.Fill();
        var document = JsonNode.Parse(await _api.Client.GetStringAsync("/openapi.json"))!;
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, route) in methods!.AsObject())
            {
                var request = new HttpRequestMessage(
                    new HttpMethod(method.ToUpperInvariant()),
                    path.Replace("{name}", "default", StringComparison.Ordinal).Replace("{id}", TestApi.OperationId, StringComparison.Ordinal)
                        .Replace("{revision}", "1", StringComparison.Ordinal).Replace("{certificate}", "shop", StringComparison.Ordinal));
                if (route!["requestBody"] is not null)
                {
                    request.Content = new StringContent(BodyFor(path));
                }

                using var response = await _api.Client.SendAsync(request);

                var body = await response.Content.ReadAsStringAsync();
                Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {body}");
                var content = route["responses"]!["2XX"]!["content"]!.AsObject();
                Assert.True(content.ContainsKey(response.Content.Headers.ContentType!.MediaType!), $"{method} {path}: {response.Content.Headers.ContentType}");
                if (content["application/json"]?["schema"] is { } schema && schema["$ref"] is not null)
                {
                    SchemaCheck.Check(JsonNode.Parse(body), schema, document, $"{method} {path}");
                }
            }
        }
    }

    private static string BodyFor(string path) => path.Split('/') switch
    {
        [.., "reconciler"] => """{"reconciler":{"paused":true}}""",
        [.., "adopt"] => """{"contents":"{}"}""",
        [.., "rollback"] => """{"revision":1}""",
        [_, "api", "v1", "flavors", ..] => """{"type":"kubeadm","spec":{"version":"1.26.5"}}""",
        [_, "api", "v1", "proxies", ..] => """{"spec":{"listeners":[]}}""",
        _ => TestApi.ValidCluster,
    };

    [Fact]
    public async Task Failure_AnyRoute_AnswersInTheSchemaOfErrors()
    {
        var document = JsonNode.Parse(await _api.Client.GetStringAsync("/openapi.json"))!;
        using var response = await _api.Client.GetAsync("/api/v1/clusters/none");

        SchemaCheck.Check(
            JsonNode.Parse(await response.Content.ReadAsStringAsync()), new JsonObject { ["$ref"] = "#/components/schemas/ApiError" }, document, "error");
        Assert.Equal(404, (int)response.StatusCode);
    }
}
