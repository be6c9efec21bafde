using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>Answers API servers that ask whether a write is allowed. Its path is a secret of this process and of the clusters that are frozen.</summary>
internal sealed class FreezeServer : IAsyncDisposable
{
    private const int MaxBody = 16 << 20; // an object and what it was, each as large as etcd takes
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(2);

    private readonly FreezeCertificate _certificate;
    private readonly WebApplication _host;
    private readonly string _path = $"/{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
    private readonly IReadOnlyList<string> _systemNamespaces;

    private FreezeServer(ClusterOptions options, FreezeCertificate certificate, ILoggerFactory loggers)
    {
        var address = IPAddress.TryParse(options.WebhookAddress, out var ip)
            ? ip
            : throw new ProviderException(ErrorReason.Invalid, $"Writes cannot be refused: \"{options.WebhookAddress}\" is no IP address.") { Field = "webhookAddress" };
        (_certificate, _systemNamespaces) = (certificate, options.SystemNamespaces);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Listen(address, options.WebhookPort, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate.Certificate);
            });
        });
        _host = builder.Build();
        _host.Run(AnswerAsync);
    }

    /// <summary>Where API servers ask.</summary>
    public Uri Url { get; private set; } = new("https://127.0.0.1/");

    public string AuthorityPem => _certificate.AuthorityPem;

    public static async Task<FreezeServer> StartAsync(ClusterOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var server = new FreezeServer(options, FreezeCertificate.New(options.WebhookAddress, time.GetUtcNow()), loggers);
        try
        {
            await server._host.StartAsync(cancellationToken);
            server.Url = new UriBuilder(Uri.UriSchemeHttps, options.WebhookAddress, new Uri(server._host.Urls.First()).Port, server._path).Uri;
            return server;
        }
        catch (IOException e)
        {
            await server.DisposeAsync();
            throw new ProviderException(ErrorReason.Transient, $"Writes cannot be refused: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var drained = new CancellationTokenSource(s_drain);
        await _host.StopAsync(drained.Token);
        await _host.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != _path || !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            using var review = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            var request = FreezeRequest.Of(review.RootElement);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Answer(request).ToJsonString(), context.RequestAborted);
        }
        catch (JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    private JsonObject Answer(FreezeRequest request)
    {
        var response = new JsonObject { ["uid"] = request.Uid, ["allowed"] = true };
        if (FreezeRules.Refuses(request, _systemNamespaces))
        {
            response["allowed"] = false;
            response["status"] = new JsonObject { ["code"] = StatusCodes.Status403Forbidden, ["reason"] = "Forbidden", ["message"] = FreezeRules.Message };
        }

        return new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = response };
    }
}
