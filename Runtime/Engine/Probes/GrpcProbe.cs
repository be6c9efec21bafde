using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Reeve.Runtime.Engine.Planning;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>The grpc probe: asks <c>grpc.health.v1.Health/Check</c> over HTTP/2 without TLS.</summary>
internal sealed class GrpcProbe(HttpMessageInvoker http)
{
    private const string Ok = "0";
    private const string Unimplemented = "12";
    private const int MaxAnswer = 64 * 1024;

    public async Task<ProbeResult> RunAsync(string host, int port, string service, CancellationToken cancellationToken)
    {
        if (host.Contains(':', StringComparison.Ordinal))
        {
            host = $"[{host}]";
        }

        var uri = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}/grpc.health.v1.Health/Check"));
        using var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(HealthMessages.Request(service)) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation("User-Agent", ProbeClient.UserAgent);

        using var response = await http.SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var answer = new byte[MaxAnswer];
        var length = await body.ReadAtLeastAsync(answer, MaxAnswer, throwOnEndOfStream: false, cancellationToken);

        // A call that fails at once has its status in the headers, another in the trailers.
        var code = ValueOf(response.Headers, "grpc-status") ?? ValueOf(response.TrailingHeaders, "grpc-status");
        var message = ValueOf(response.Headers, "grpc-message") ?? ValueOf(response.TrailingHeaders, "grpc-message");
        return code switch
        {
            Ok => Judge(HealthMessages.ReadStatus(answer.AsSpan(0, length))),
            Unimplemented => new(
                ProbeOutcome.Failure, $"error: this server does not implement the grpc health protocol (grpc.health.v1.Health): {message}"),
            null => new(ProbeOutcome.Failure, $"error: health rpc failed: HTTP status {(int)response.StatusCode} without a grpc-status"),
            _ => new(ProbeOutcome.Failure, $"error: health rpc failed: code {code}: {message}"),
        };
    }

    private static ProbeResult Judge(int? status) => status switch
    {
        HealthMessages.Serving => new(ProbeOutcome.Success, "service healthy"),
        null => new(ProbeOutcome.Failure, "error: health rpc failed: malformed answer"),
        { } other => new(ProbeOutcome.Failure, $"service unhealthy (responded with \"{HealthMessages.NameOf(other)}\")"),
    };

    private static string? ValueOf(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
