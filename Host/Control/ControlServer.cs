using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Diagnostics;
using Reeve.Host.Packages;

namespace Reeve.Host.Control;

/// <summary>Serves the control API on a Unix socket that its user alone can open.</summary>
/// <remarks>The web server alone, without the host around it: an agent has one already, and pays for a second with memory and time.</remarks>
internal sealed partial class ControlServer : IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly KestrelServer _server;
    private readonly ControlApplication _application;
    private readonly string _socket;
    private readonly string _opened;

    /// <summary>Prepares a server; nothing is open yet.</summary>
    /// <param name="socket">The socket's path. What is left there by an agent that is gone is replaced.</param>
    /// <param name="agent">Answers.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="clusters">The REST API of clusters; null for none.</param>
    /// <param name="packages">Plugins that come from packages; null for none.</param>
    public ControlServer(string socket, IAgent agent, ILoggerFactory loggers, IApiHandler? clusters = null, Lazy<IPackages>? packages = null)
    {
        _socket = socket;
        _opened = ControlPaths.OpenedAs(socket);
        _logger = loggers.CreateLogger<ControlServer>();
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = 256;
        options.Limits.MaxRequestBodySize = 1024 * 1024;
        options.Limits.MinResponseDataRate = null; // somebody who reads a log slowly is no attacker here
        options.ListenUnixSocket(_opened);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        _server = new KestrelServer(Options.Create(options), transport, loggers);
        _application = new ControlApplication(new ControlRouter(agent, clusters is null ? null : new ControlClusters(clusters), packages, loggers.CreateLogger<ControlRouter>()));
    }

    /// <summary>Makes a server and opens its socket.</summary>
    public static async Task<ControlServer> OpenAsync(string socket, IAgent agent, ILoggerFactory loggers, IApiHandler? clusters, CancellationToken cancellationToken, Lazy<IPackages>? packages = null)
    {
        var server = new ControlServer(socket, agent, loggers, clusters, packages);
        await server.StartAsync(cancellationToken);
        StartupTrace.Mark("control socket");
        return server;
    }

    /// <summary>Opens the socket.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        File.Delete(_opened);
        await _server.StartAsync(_application, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_opened, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // Whoever finds the socket finds it served, and for its user alone.
        File.Move(_opened, _socket, overwrite: true);
        LogListening(_socket);
    }

    /// <summary>Cuts connections and removes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _server.StopAsync(atOnce.Token);
        _server.Dispose();
        File.Delete(_socket);
    }
}
