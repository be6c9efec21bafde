using System.Net;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Reeve.AspNetCore.Grpc;
using Reeve.AspNetCore.Grpc.Health.V1;
using Reeve.Testing;
using ServingStatus = Reeve.AspNetCore.Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Reeve.Host.Tests.Grpc;

public sealed class GrpcRouterTests
{
    private const string Check = "/grpc.health.v1.Health/Check";
    private const string Watch = "/grpc.health.v1.Health/Watch";
    private static readonly HealthCheckResponse Serving = new() { Status = ServingStatus.Serving };

    [Fact]
    public async Task Unary_Message_IsAnsweredWithStatusOkInTheTrailer()
    {
        string? asked = null;
        var answer = await CallAsync((request, _) => Answer(asked = request.Service), new HealthCheckRequest { Service = "ä%\n" });

        Assert.Equal(GrpcStatus.Ok, answer.Status);
        Assert.Equal("ä%\n", asked);
        Assert.Equal(Serving, HealthCheckResponse.Parser.ParseFrom(Assert.Single(answer.Messages)));
    }

    [Fact]
    public async Task Unary_GzipMessage_IsDecompressed()
    {
        string? asked = null;
        var body = GrpcTestClient.Frame(new HealthCheckRequest { Service = new string('a', 3000) }.ToByteArray(), compressed: true);
        var answer = await CallAsync((request, _) => Answer(asked = request.Service), body, ("grpc-encoding", "gzip"));

        Assert.Equal(GrpcStatus.Ok, answer.Status);
        Assert.Equal(3000, asked!.Length);
    }

    public static TheoryData<string, byte[], string, string, string> Broken() => new()
    {
        { "no message", [], "", nameof(GrpcStatus.Internal), "The call has no message." },
        { "half a header", [0, 0, 0], "", nameof(GrpcStatus.Internal), "The call ended in the middle of a message." },
        { "half a message", [0, 0, 0, 0, 9, 1], "", nameof(GrpcStatus.Internal), "The call ended in the middle of a message." },
        { "two messages", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "", nameof(GrpcStatus.Internal), "The call has more than one message." },
        { "no frame", [7, 0, 0, 0, 0], "", nameof(GrpcStatus.Internal), "What came is no message: its first byte is neither 0 nor 1." },
        { "no protobuf", [0, 0, 0, 0, 1, 0xff], "", nameof(GrpcStatus.Internal), "The message is no grpc.health.v1.HealthCheckRequest:" },
        { "too long", [0, 0, 0, 0x10, 1], "", nameof(GrpcStatus.ResourceExhausted), "A message is longer than the 4096 bytes that are allowed." },
        { "too long when decompressed", GrpcTestClient.Frame(new byte[5000], compressed: true), "gzip", nameof(GrpcStatus.ResourceExhausted), "A message is longer than the 4096 bytes that are allowed." },
        { "compressed without saying how", GrpcTestClient.Frame([], compressed: true), "", nameof(GrpcStatus.Internal), "A message is compressed, but the call does not say how (grpc-encoding)." },
        { "not compressed as said", [1, 0, 0, 0, 1, 0], "gzip", nameof(GrpcStatus.Internal), "A message is not compressed as the call says:" },
        { "not compressed at all", [1, 0, 0, 0, 18, .. new byte[18]], "gzip", nameof(GrpcStatus.Internal), "A message is not compressed as the call says:" },
        { "an encoding nobody knows", [0, 0, 0, 0, 0], "snappy", nameof(GrpcStatus.Unimplemented), "Messages cannot be compressed by snappy; use identity or gzip." },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Unary_BrokenCall_IsRefusedWithWhatIsWrong(string what, byte[] body, string encoding, string status, string message)
    {
        var answer = await CallAsync((_, _) => throw new InvalidOperationException(what), body, encoding.Length > 0 ? [("grpc-encoding", encoding)] : []);

        Assert.Equal(status, answer.Status.ToString());
        Assert.StartsWith(message, answer.Message, StringComparison.Ordinal);
        Assert.Equal("identity,gzip", answer.Response.Headers.GetValues("grpc-accept-encoding").Single());
    }

    [Fact]
    public async Task Unary_MethodFails_StatusAndMessageInUtf8()
    {
        var answer = await CallAsync((_, _) => throw new GrpcException(GrpcStatus.FailedPrecondition, "Größe: 100 %\nnein"), new HealthCheckRequest());
        Assert.Equal(GrpcStatus.FailedPrecondition, answer.Status);
        Assert.Equal("Größe: 100 %\nnein", answer.Message);

        answer = await CallAsync((_, _) => throw new ProviderException(ErrorReason.NotFound, "None."), new HealthCheckRequest());
        Assert.Equal((GrpcStatus.NotFound, "None."), (answer.Status, answer.Message));

        answer = await CallAsync((_, _) => throw new InvalidOperationException("Broken."), new HealthCheckRequest());
        Assert.Equal((GrpcStatus.Unknown, "The agent failed: Broken."), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Unary_DeadlinePasses_TheMethodIsCancelledAndSoItIsSaid()
    {
        var answer = await CallAsync(
            async (_, call) =>
            {
                await Task.Delay(Timeout.Infinite, call.Cancelled);
                return Serving;
            },
            new HealthCheckRequest(),
            ("grpc-timeout", "20m"));

        Assert.Equal(GrpcStatus.DeadlineExceeded, answer.Status);
    }

    [Fact]
    public async Task Unary_CallerGoes_TheMethodIsCancelled()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var server = await GrpcTestServer.StartAsync([new EchoService(async (_, call) =>
        {
            started.SetResult();
            using var registration = call.Cancelled.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, call.Cancelled);
            return Serving;
        })]);
        using var client = new GrpcTestClient(server.Address);
        using var going = new CancellationTokenSource();
        using var content = new ByteArrayContent(GrpcTestClient.Frame([]));
        var call = client.OpenAsync(Check, content, going.Token);
        await started.Task.WaitAsync(Eventually.Deadline);
        await going.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task.WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public async Task Streaming_Answers_ComeOneByOneAndThenTheStatus()
    {
        var next = new TaskCompletionSource();
        await using var server = await GrpcTestServer.StartAsync([new EchoService((_, _) => Task.FromResult(Serving), (_, call) => StreamAsync(next.Task, call.Cancelled))]);
        using var client = new GrpcTestClient(server.Address);
        using var content = new ByteArrayContent(GrpcTestClient.Frame([]));
        using var response = await client.OpenAsync(Watch, content, CancellationToken.None);
        await using var body = await response.Content.ReadAsStreamAsync();

        Assert.Equal(ServingStatus.Serving, (await GrpcTestClient.ReadAsync<HealthCheckResponse>(body, CancellationToken.None))!.Status);
        next.SetResult();
        Assert.Equal(ServingStatus.NotServing, (await GrpcTestClient.ReadAsync<HealthCheckResponse>(body, CancellationToken.None))!.Status);
        Assert.Null(await GrpcTestClient.ReadAsync<HealthCheckResponse>(body, CancellationToken.None));
        Assert.Equal(("9", "Enough."), (GrpcTestAnswer.Trailer(response, "grpc-status"), GrpcTestAnswer.Trailer(response, "grpc-message")));
    }

    [Fact]
    public async Task Handle_UnknownMethod_Unimplemented()
    {
        await using var server = await GrpcTestServer.StartAsync([]);
        using var client = new GrpcTestClient(server.Address);
        var answer = await client.CallAsync(Check, new HealthCheckRequest());
        Assert.Equal((GrpcStatus.Unimplemented, $"There is no method {Check}."), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData("POST", "application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "application/grpc-web", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("PUT", "application/grpc+proto", HttpStatusCode.MethodNotAllowed)]
    public async Task Handle_NoGrpc_IsNotTakenForASuccess(string method, string type, HttpStatusCode expected)
    {
        await using var server = await GrpcTestServer.StartAsync([]);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, Check))
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent([]),
        };
        request.Content.Headers.ContentType = new(type);
        using var response = await http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    private static Task<HealthCheckResponse> Answer(string _) => Task.FromResult(Serving);

    private static async IAsyncEnumerable<HealthCheckResponse> StreamAsync(Task next, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Serving;
        await next.WaitAsync(cancellationToken);
        yield return new HealthCheckResponse { Status = ServingStatus.NotServing };
        throw new GrpcException(GrpcStatus.FailedPrecondition, "Enough.");
    }

    private static Task<GrpcTestAnswer> CallAsync(Func<HealthCheckRequest, GrpcCall, Task<HealthCheckResponse>> check, IMessage message, params (string, string)[] headers) =>
        CallAsync(check, GrpcTestClient.Frame(message.ToByteArray()), headers);

    private static async Task<GrpcTestAnswer> CallAsync(Func<HealthCheckRequest, GrpcCall, Task<HealthCheckResponse>> check, byte[] body, params (string, string)[] headers)
    {
        await using var server = await GrpcTestServer.StartAsync([new EchoService(check)], new GrpcOptions { MaxMessageBytes = 4096 });
        using var client = new GrpcTestClient(server.Address);
        return await client.CallAsync(Check, body, headers);
    }
}
