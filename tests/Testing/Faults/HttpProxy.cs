using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Reeve.Testing.Kubernetes;

namespace Reeve.Testing.Faults;

/// <summary>
/// Stands between a client and the API server as an HTTPS server of its own, sees each request, and answers some of them itself.
/// A client certificate ends here, so the proxy shows the server one of the same identity; tokens pass as they are.
/// </summary>
public sealed class HttpProxy : IAsyncDisposable
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Host", "Keep-Alive", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Proxy-Connection",
    };

    private readonly ConcurrentQueue<HttpRecord> _requests = new();
    private readonly SocketsHttpHandler _handler;
    private readonly HttpMessageInvoker _server;
    private readonly Uri _target;
    private readonly WebApplication _application;
    private readonly X509Certificate2 _certificate;
    private CancellationTokenSource _cut = new();

    private HttpProxy(ControlPlane plane, X509Certificate2? identity)
    {
        _target = plane.Server;
        _certificate = plane.Authority.Issue("proxy", []);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(plane.Authority.Certificate);
        _handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { ClientCertificates = identity is null ? null : [identity], CertificateChainPolicy = policy },
            AllowAutoRedirect = false,
            EnableMultipleHttp2Connections = true,
        };
        _server = new HttpMessageInvoker(_handler);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _application = builder.Build();
        _application.Run(HandleAsync);
    }

    /// <summary>Its address.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <summary>Chooses what happens to a request; null: it passes.</summary>
    public Func<HttpRequest, HttpFault?> Fault { get; set; } = _ => null;

    /// <summary>The requests until now.</summary>
    public IReadOnlyCollection<HttpRecord> Requests => _requests;

    /// <summary>Starts one.</summary>
    /// <param name="plane">What it stands before.</param>
    /// <param name="identity">The client certificate to show to the server.</param>
    public static async Task<HttpProxy> StartAsync(ControlPlane plane, X509Certificate2? identity)
    {
        var proxy = new HttpProxy(plane, identity);
        await proxy._application.StartAsync();
        return proxy;
    }

    /// <summary>Ends every request that is under way, watches above all, as if the server had ended its answer.</summary>
    public void CutStreams()
    {
        var cut = Interlocked.Exchange(ref _cut, new CancellationTokenSource());
        cut.Cancel();
        cut.Dispose();
    }

    /// <summary>Forgets the requests until now.</summary>
    public void Forget() => _requests.Clear();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
        _server.Dispose();
        _handler.Dispose();
        _certificate.Dispose();
        _cut.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context, HttpFault fault)
    {
        var status = fault.Status!.Value;
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(fault.Body ??
            $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"injected","reason":"","code":{{status}}}""");
    }

    private async Task HandleAsync(HttpContext context)
    {
        _requests.Enqueue(new HttpRecord(context.Request.Method, context.Request.Path.Value!, context.Request.QueryString.Value!));
        var fault = Fault(context.Request);
        try
        {
            await Task.Delay(fault?.Delay ?? TimeSpan.Zero, context.RequestAborted);
            if (fault?.Status is not null)
            {
                await AnswerAsync(context, fault);
                return;
            }

            await ForwardAsync(context, fault);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // One side has gone; the other sees its connection break.
            context.Abort();
        }
    }

    private async Task ForwardAsync(HttpContext context, HttpFault? fault)
    {
        var cut = _cut.Token;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_target, context.Request.Path + context.Request.QueryString))
        {
            Version = HttpVersion.Version20,
        };
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var header in context.Request.Headers.Where(header => !HopByHop.Contains(header.Key) && !header.Key.StartsWith(':')))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
            }
        }

        using var response = await _server.SendAsync(request, context.RequestAborted);
        if (fault?.LoseAnswer == true)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(header => !HopByHop.Contains(header.Key)))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        // The client learns at once that its watch has begun, although nothing happens yet.
        await context.Response.Body.FlushAsync(context.RequestAborted);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, cut);
        try
        {
            await CopyAsync(await response.Content.ReadAsStreamAsync(end.Token), context, fault?.CutAfter, end.Token);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            // The answer ends here.
        }
    }

    private static async Task CopyAsync(Stream body, HttpContext context, int? limit, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        for (var passed = 0; ;)
        {
            var count = await body.ReadAsync(buffer, cancellation);
            if (count == 0)
            {
                return;
            }

            var pass = Math.Min(count, (limit ?? int.MaxValue) - passed);
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, pass), cancellation);
            await context.Response.Body.FlushAsync(cancellation);
            passed += pass;
            if (passed == limit)
            {
                context.Abort();
                return;
            }
        }
    }
}
