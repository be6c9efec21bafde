using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reeve.Testing.Http;

/// <summary>A web server in this process, WebSockets included, that one delegate answers for. It waits for no body and says nothing.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    /// <summary>Starts one on loopback.</summary>
    /// <param name="answer">Answers every request.</param>
    /// <param name="ends">What to listen with, a port for each; none: HTTP/1.1 alone.</param>
    public LoopbackServer(RequestDelegate answer, params IReadOnlyList<Action<ListenOptions>> ends)
        : this(new IPEndPoint(IPAddress.Loopback, 0), answer, ends)
    {
    }

    /// <summary>Starts one somewhere else.</summary>
    /// <param name="endPoint">The address, and the port (0: any free one) of each end.</param>
    /// <param name="answer">Answers every request.</param>
    /// <param name="ends">What to listen with, a port for each; none: HTTP/1.1 alone.</param>
    public LoopbackServer(IPEndPoint endPoint, RequestDelegate answer, params IReadOnlyList<Action<ListenOptions>> ends)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MinRequestBodyDataRate = null;
            foreach (var end in ends.DefaultIfEmpty(static listen => listen.Protocols = HttpProtocols.Http1))
            {
                options.Listen(endPoint, end);
            }
        });
        _application = builder.Build();
        _application.UseWebSockets();
        _application.Run(answer);
        _application.StartAsync().GetAwaiter().GetResult();
        Addresses = [.. _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(static address => new Uri(address))];
    }

    /// <summary>Where it listens, in the order of the ends that were asked for.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>The first of them.</summary>
    public Uri Address => Addresses[0];

    /// <summary>Ends it; what is open is cut.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
