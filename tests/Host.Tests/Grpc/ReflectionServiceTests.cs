using Google.Protobuf;
using Google.Protobuf.Reflection;
using Reeve.AspNetCore.Clusters.Grpc.V1Alpha1;
using Reeve.AspNetCore.Grpc;
using Reeve.AspNetCore.Grpc.Health;
using Reeve.AspNetCore.Grpc.Reflection;
using Reeve.AspNetCore.Grpc.Reflection.V1;

namespace Reeve.Host.Tests.Grpc;

public sealed class ReflectionServiceTests
{
    [Theory]
    [InlineData("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo")]
    [InlineData("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")]
    public async Task Info_ListServices_NamesAllOfThem(string path)
    {
        var answer = Assert.Single(await AskAsync(path, new ServerReflectionRequest { Host = "h", ListServices = "*" }));

        Assert.Equal(
            ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"],
            answer.ListServicesResponse.Service.Select(service => service.Name));
        Assert.Equal("h", answer.ValidHost);
        Assert.Equal("*", answer.OriginalRequest.ListServices);
    }

    [Fact]
    public async Task Info_SeveralQuestions_AreAnsweredInOrder()
    {
        var answers = await AskAsync(
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            new ServerReflectionRequest { FileContainingSymbol = "grpc.health.v1.HealthCheckResponse.ServingStatus" },
            new ServerReflectionRequest { FileContainingSymbol = "grpc.health.v1.Health.Watch" },
            new ServerReflectionRequest { FileByFilename = "grpc/health/v1/health.proto" },
            new ServerReflectionRequest { FileContainingSymbol = "grpc.health.v1.Nothing" },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "grpc.health.v1.HealthCheckRequest" },
            new ServerReflectionRequest { FileContainingExtension = new ExtensionRequest { ContainingType = "a.B", ExtensionNumber = 7 } },
            new ServerReflectionRequest());

        Assert.All(answers.Take(3), answer => Assert.Equal("grpc/health/v1/health.proto", FileOf(answer).Name));
        Assert.Equal(((int)GrpcStatus.NotFound, "There is no grpc.health.v1.Nothing."), (answers[3].ErrorResponse.ErrorCode, answers[3].ErrorResponse.ErrorMessage));
        Assert.Empty(answers[4].AllExtensionNumbersResponse.ExtensionNumber);
        Assert.Equal("There is no extension 7 of a.B.", answers[5].ErrorResponse.ErrorMessage);
        Assert.Equal((int)GrpcStatus.InvalidArgument, answers[6].ErrorResponse.ErrorCode);
    }

    [Fact]
    public void WithImports_FileThatImports_BringsWhatItImports()
    {
        var files = DescriptorIndex.WithImports(AgentReflection.Descriptor).Select(file => FileDescriptorProto.Parser.ParseFrom(file).Name);
        Assert.Equal(["agent/v1alpha1/agent.proto", "google/protobuf/struct.proto", "google/protobuf/timestamp.proto"], files);
    }

    private static FileDescriptorProto FileOf(ServerReflectionResponse answer) =>
        FileDescriptorProto.Parser.ParseFrom(Assert.Single(answer.FileDescriptorResponse.FileDescriptorProto));

    private static async Task<IReadOnlyList<ServerReflectionResponse>> AskAsync(string path, params ServerReflectionRequest[] questions)
    {
        IReadOnlyList<IGrpcService> services = [new HealthService(new HealthRegistry())];
        await using var server = await GrpcTestServer.StartAsync([.. services, .. ReflectionService.For(services)]);
        using var client = new GrpcTestClient(server.Address);
        var answer = await client.CallAsync(path, [.. questions.SelectMany(question => GrpcTestClient.Frame(question.ToByteArray()))]);
        Assert.Equal(GrpcStatus.Ok, answer.Status);
        return [.. answer.Messages.Select(ServerReflectionResponse.Parser.ParseFrom)];
    }
}
