using Google.Protobuf;
using Reeve.AspNetCore.Grpc;
using Reeve.AspNetCore.Grpc.Health;
using Reeve.AspNetCore.Grpc.Health.V1;
using ServingStatus = Reeve.AspNetCore.Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Reeve.Host.Tests.Grpc;

public sealed class HealthServiceTests
{
    private readonly HealthRegistry _health = new();

    [Fact]
    public async Task Check_KnownAndUnknown()
    {
        _health.Set(HealthRegistry.Server, ServingStatus.Serving);
        await using var server = await GrpcTestServer.StartAsync([new HealthService(_health)]);
        using var client = new GrpcTestClient(server.Address);

        var response = await client.CallAsync<HealthCheckResponse>("/grpc.health.v1.Health/Check", new HealthCheckRequest());
        Assert.Equal(ServingStatus.Serving, response.Status);
        var unknown = await client.CallAsync("/grpc.health.v1.Health/Check", new HealthCheckRequest { Service = "x.Y" });
        Assert.Equal((GrpcStatus.NotFound, "There is no service x.Y."), (unknown.Status, unknown.Message));
    }

    [Fact]
    public async Task Watch_UnknownService_IsToldWhenItComesAndGoes()
    {
        await using var server = await GrpcTestServer.StartAsync([new HealthService(_health)]);
        using var client = new GrpcTestClient(server.Address);
        using var content = new ByteArrayContent(GrpcTestClient.Frame(new HealthCheckRequest { Service = "x.Y" }.ToByteArray()));
        using var response = await client.OpenAsync("/grpc.health.v1.Health/Watch", content, CancellationToken.None);
        await using var body = await response.Content.ReadAsStreamAsync();

        Assert.Equal(ServingStatus.ServiceUnknown, (await NextAsync()).Status);
        _health.Set("x.Y", ServingStatus.Serving);
        Assert.Equal(ServingStatus.Serving, (await NextAsync()).Status);
        _health.Set("another", ServingStatus.Serving);
        _health.Shutdown();
        Assert.Equal(ServingStatus.NotServing, (await NextAsync()).Status);

        Assert.Null(await GrpcTestClient.ReadAsync<HealthCheckResponse>(body, CancellationToken.None));
        Assert.Equal("0", GrpcTestAnswer.Trailer(response, "grpc-status"));

        async Task<HealthCheckResponse> NextAsync() => (await GrpcTestClient.ReadAsync<HealthCheckResponse>(body, CancellationToken.None))!;
    }
}
