using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Reeve.AspNetCore.Clusters.Grpc;
using Reeve.AspNetCore.Grpc.Reflection.V1;
using Reeve.Host.Edge.Networking;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;
using Reeve.Host.Tests.Clusters.Grpc;
using Reeve.Host.Tests.Edge.Support;
using Reeve.Host.Tests.Grpc;
using Reeve.Testing;

namespace Reeve.Host.Tests.Edge.Description;

/// <summary>The proto file and the Swagger document of the repository, what is served of them, and what the live server does are one.</summary>
public sealed class EdgeDescriptionTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly TestEdge _edge = new();
    private readonly RouteCalls _routes = new(new FakeRoutes());

    private static ServiceDescriptor Service => MexosagentReflection.Descriptor.Services[0];

    private static string PathOf(string name) => Path.Combine(Repository.Root, "proto", "api", name);

    public Task InitializeAsync() => _edge.InitializeAsync();

    public async Task DisposeAsync()
    {
        _routes.Dispose();
        await _edge.DisposeAsync();
    }

    [Fact]
    public async Task Reflection_FileOfTheService_IsTheFileOfTheRepository()
    {
        using var client = new GrpcTestClient(_edge.Api.AddressOf("edgeGrpc"));
        var answer = await client.CallAsync<ServerReflectionResponse>(
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", new ServerReflectionRequest { FileContainingSymbol = "api.MexOSAgent" });

        var live = FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]);
        Assert.Equal(ProtoFiles.Edge, live.Name);
        Assert.Equal(ProtoText.OfFile(await File.ReadAllTextAsync(PathOf("mexosagent.proto"))), ProtoText.OfDescriptor(live));
    }

    [Fact]
    public void Methods_AllOfThem_AreRoutesOfTheirMessages()
    {
        var routes = EdgeRoutes.Create(_edge.Api.Edge!, _routes).Where(static route => route.Takes is not null).ToDictionary(static route => route.Id);

        Assert.Equal(routes.Keys.Order(), Service.Methods.Select(static method => method.Name).Order());
        Assert.All(Service.Methods, method => Assert.Equal((method.InputType.ClrType, method.OutputType.ClrType), (routes[method.Name].Takes, routes[method.Name].Gives)));
    }

    [Fact]
    public async Task Swagger_InTheRepository_IsWhatTheApiIsAndIsServed()
    {
        var described = SwaggerBuilder.Describe(Service, EdgeRoutes.Create(_edge.Api.Edge!, _routes)).ToJsonString(Written) + "\n";
        if (Environment.GetEnvironmentVariable("REEVE_UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(PathOf("mexosagent.swagger.json"), described);
        }

        Assert.True(
            (await File.ReadAllTextAsync(PathOf("mexosagent.swagger.json"))).ReplaceLineEndings("\n") == described,
            "proto/api/mexosagent.swagger.json is not current; run: REEVE_UPDATE_OPENAPI=1 dotnet test tests/Host.Tests --filter EdgeDescriptionTests");
        Assert.Equal(await File.ReadAllTextAsync(PathOf("mexosagent.swagger.json")), await _edge.Client.GetStringAsync("/api/mexosagent.swagger.json"));
        Assert.Equal(await File.ReadAllTextAsync(PathOf("mexosagent.proto")), await _edge.Client.GetStringAsync("/api/mexosagent.proto"));
    }

    [Fact]
    public async Task Answers_OfTheLiveApi_AreInTheirSchemas()
    {
        var document = JsonNode.Parse(await _edge.Client.GetStringAsync("/api/mexosagent.swagger.json"))!;
        foreach (var (path, operation) in document["paths"]!.AsObject())
        {
            var (status, body) = await _edge.PostAsync(path, """{"message":"list"}""");
            var schema = operation!["post"]!["responses"]![status == 200 ? "200" : "default"]!["schema"]!;
            var definition = document["definitions"]![((string)schema["$ref"]!).Split('/')[^1]]!["properties"]!.AsObject();
            Assert.All(JsonNode.Parse(body)!.AsObject(), field => Assert.True(definition.ContainsKey(field.Key), $"{path}: {field.Key}"));
        }
    }
}
