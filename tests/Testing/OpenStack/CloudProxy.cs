using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Reeve.Testing.OpenStack;

/// <summary>
/// Stands between a client and all services of an OpenStack, sees each call, and spoils some. The catalog and all links lead back to it, so that a client
/// that begins at <see cref="AuthUrl"/> stays with it. Several may stand before one cloud.
/// </summary>
public sealed class CloudProxy : IAsyncDisposable
{
    private static readonly string[] Services = ["identity", "image", "placement", "compute", "network"];

    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Host", "Keep-Alive", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Proxy-Connection", "Content-Length",
    };

    private readonly ConcurrentQueue<CloudCall> _calls = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly WebApplication _application;
    private readonly int _target;
    private int _number;
    private int[] _ports = [];

    private CloudProxy(OpenStackCloud cloud)
    {
        _target = cloud.Port;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var service in Services)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
        });
        _application = builder.Build();
        _application.Run(HandleAsync);
    }

    /// <summary>Keystone, through it.</summary>
    public Uri AuthUrl => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[0]}/v3"));

    /// <summary>Chooses what happens to a call; null: it passes.</summary>
    public Func<CloudCall, CloudFault?> Fault { get; set; } = _ => null;

    /// <summary>The calls until now, in the order in which they came.</summary>
    public IReadOnlyCollection<CloudCall> Calls => _calls;

    /// <summary>Starts one.</summary>
    public static async Task<CloudProxy> StartAsync(OpenStackCloud cloud)
    {
        var proxy = new CloudProxy(cloud);
        await proxy._application.StartAsync();
        proxy._ports = [.. proxy._application.Urls.Select(url => new Uri(url).Port)];
        return proxy;
    }

    /// <summary>Forgets the calls until now, and counts from 1 again.</summary>
    public void Forget()
    {
        _calls.Clear();
        Interlocked.Exchange(ref _number, 0);
    }

    /// <summary>Spoils the one call of that number, counted from the last <see cref="Forget"/>.</summary>
    public void SpoilCall(int number, CloudFault fault) => Fault = call => call.Number == number ? fault : null;

    /// <summary>Spoils the first calls that match, so many of them.</summary>
    public void SpoilFirst(int count, Func<CloudCall, bool> matches, CloudFault fault)
    {
        var left = count;
        Fault = call => matches(call) && Interlocked.Decrement(ref left) >= 0 ? fault : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
        _client.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        var body = memory.ToArray();
        var service = Array.IndexOf(_ports, context.Connection.LocalPort);
        var call = new CloudCall(
            Interlocked.Increment(ref _number), Services[service], context.Request.Method, context.Request.Path.Value!, context.Request.QueryString.Value!, Encoding.UTF8.GetString(body));
        _calls.Enqueue(call);
        var fault = Fault(call);
        try
        {
            await Task.Delay(fault?.Delay ?? TimeSpan.Zero, context.RequestAborted);
            if (fault is { LosesCall: true })
            {
                context.Abort();
            }
            else if (fault is { Status: { } status })
            {
                await AnswerAsync(context, status, fault);
            }
            else
            {
                await ForwardAsync(context, service, body, fault);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // One side has gone; the other sees its connection break.
            context.Abort();
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, CloudFault fault)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Openstack-Request-Id"] = "req-injected";
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(fault.Body);
    }

    private async Task ForwardAsync(HttpContext context, int service, byte[] body, CloudFault? fault)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_target + service}{context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}"));
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), url);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var header in context.Request.Headers.Where(header => !HopByHop.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
            }
        }

        // Once begun it is done, even if the client goes away meanwhile: so it is in a real cloud.
        using var response = await _client.SendAsync(request, CancellationToken.None);
        var answer = await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
        if (fault is { LosesAnswer: true })
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(header => !HopByHop.Contains(header.Key)))
        {
            context.Response.Headers[header.Key] = header.Value.Select(Redirect).ToArray();
        }

        if (response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            var text = Redirect(Encoding.UTF8.GetString(answer));
            answer = Encoding.UTF8.GetBytes(fault?.Rewrite?.Invoke(text) ?? text);
        }

        if (response.StatusCode != HttpStatusCode.NoContent)
        {
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }
    }

    private string Redirect(string text)
    {
        for (var service = 0; service < Services.Length; service++)
        {
            text = text.Replace(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_target + service}"), string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_ports[service]}"), StringComparison.Ordinal);
        }

        return text;
    }
}
