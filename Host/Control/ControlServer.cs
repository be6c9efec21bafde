using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Reeve.Host.Control;

/// <summary>Serves the control API on a Unix socket that its user alone can open.</summary>
internal sealed partial class ControlServer : IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly WebApplication _application;
    private readonly string _socket;

    /// <summary>Prepares a server; nothing is open yet.</summary>
    /// <param name="socket">The socket's path. What is left there by an agent that is gone is replaced.</param>
    /// <param name="agent">Answers.</param>
    /// <param name="loggers">Makes loggers.</param>
    public ControlServer(string socket, IAgent agent, ILoggerFactory loggers)
    {
        _socket = socket;
        _logger = loggers.CreateLogger<ControlServer>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = Path.GetDirectoryName(socket) });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 256;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Limits.MinResponseDataRate = null; // somebody who reads a log slowly is no attacker here
            kestrel.ListenUnixSocket(socket);
        });
        _application = builder.Build();
        _application.Run(new ControlRouter(agent, loggers.CreateLogger<ControlRouter>()).HandleAsync);
    }

    /// <summary>Opens the socket.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        File.Delete(_socket);
        await _application.StartAsync(cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            // The directory has mode 0700, so that nobody got in before this.
            File.SetUnixFileMode(_socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        LogListening(_socket);
    }

    /// <summary>Cuts connections and removes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
        File.Delete(_socket);
    }

    /// <summary>Signals are the agent's business, not the web server's.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
