using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>A web server on loopback that answers as a test says, and remembers what it saw.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private readonly WebApplication _application;

    private ScriptedServer(Func<HttpContext, SeenRequest, Task> answer, X509Certificate2? certificate, X509Certificate2Collection? chain)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ServerCertificateChain = chain;
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.ClientCertificateValidation = static (_, _, _) => true;
                });
            }
        }));
        _application = builder.Build();
        _application.Run(context => HandleAsync(context, answer));
    }

    public Uri Address => new(_application.Urls.First());

    /// <summary>The requests until now, the first one first.</summary>
    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public static Task<ScriptedServer> StartAsync(Func<HttpContext, Task> answer, X509Certificate2? certificate = null, X509Certificate2Collection? chain = null) =>
        StartAsync((context, _) => answer(context), certificate, chain);

    public static async Task<ScriptedServer> StartAsync(
        Func<HttpContext, SeenRequest, Task> answer, X509Certificate2? certificate = null, X509Certificate2Collection? chain = null)
    {
        var server = new ScriptedServer(answer, certificate, chain);
        await server._application.StartAsync();
        return server;
    }

    /// <summary>A client of it, without credentials.</summary>
    public KubernetesClient Connect() => new(new() { Server = Address });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context, Func<HttpContext, SeenRequest, Task> answer)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var seen = new SeenRequest(
            request.Method,
            request.Path.Value!,
            request.QueryString.Value!,
            new HeaderDictionary(request.Headers.ToDictionary()),
            await reader.ReadToEndAsync(),
            request.Protocol,
            context.Connection.ClientCertificate?.Subject,
            context.Connection.Id);
        _seen.Enqueue(seen);
        await answer(context, seen);
    }
}
