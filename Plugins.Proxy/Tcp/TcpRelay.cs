using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Listening;
using Reeve.Plugins.Proxy.Loops;
using Reeve.Plugins.Proxy.ProxyHeaders;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Plugins.Proxy.Tls;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>Serves connections byte for byte.</summary>
/// <remarks>
/// <code>
///   accepted ► 1. a loop? closed      ► 2. PROXY protocol header, if one is expected
///            ► 3. the server name: from the first message (pass-through) or the handshake (TLS ends here)
///            ► 4. route, if it is for this client ► server ► PROXY protocol header, if one is wanted ► what was read so far ► both directions to their ends
/// </code>
/// </remarks>
internal sealed partial class TcpRelay
{
    private readonly LoopGuard _loops = new();
    private readonly CurrentState _serving;
    private readonly ProxyOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;
    private readonly UpstreamDialer _dialer;

    public TcpRelay(CurrentState serving, ProxyOptions options, ILogger logger, TimeProvider timeProvider)
    {
        (_serving, _options, _logger, _timeProvider) = (serving, options, logger, timeProvider);
        _dialer = new UpstreamDialer(serving, _loops, timeProvider);
    }

    public async Task ServeAsync(Accepted accepted)
    {
        using var _ = accepted;
        if (accepted.Acceptor.Current is not { } served)
        {
            return;
        }

        var (socket, name) = (accepted.Socket, served.Listener.Name);
        var path = _loops.PathOf((IPEndPoint)socket.RemoteEndPoint!, ((IPEndPoint)socket.LocalEndPoint!).Address);
        if (path.Contains(name))
        {
            LoopFound(name); // 1
            return;
        }

        using var patience = new CancellationTokenSource(_options.HeaderTimeout, _timeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, accepted.Cutting);
        var greeting = new Greeting(socket);
        if (!await IntroduceAsync(greeting, served.Listener, limit.Token)) // 2
        {
            return;
        }

        using var call = new TcpCall(accepted, served, greeting);
        if (await NameAsync(call, limit.Token) is not { } serverName || served.Routes.Find(serverName) is not { Group: { } group } route) // 3
        {
            return;
        }

        if (!route.Admits(greeting.Client.Address))
        {
            NotAdmitted(name, route.Route.Name, greeting.Client.Address);
            return;
        }

        using var dialed = await _dialer.ConnectAsync(group, path.Add(name), accepted.Cutting); // 4
        if (dialed is null)
        {
            NoServer(name, group.Spec.Name);
            return;
        }

        if (group.Spec.SendProxyProtocol)
        {
            await dialed.Socket.SendAsync(ProxyHeaderCodec.Write(group.Spec.ProxyProtocolVersion, greeting.Client, greeting.Asked));
        }

        await call.RunAsync(dialed.Socket, route, served.Listener.IdleTimeout ?? _options.IdleTime, _options.Splice, _timeProvider);
    }

    private static async Task<bool> IntroduceAsync(Greeting greeting, ProxyListener listener, CancellationToken cancellationToken)
    {
        if (!listener.AcceptProxyProtocol)
        {
            return true;
        }

        if (listener.TrustedProxies.Count > 0 && !TrustedPeers.Contains(listener, greeting.Client))
        {
            return false;
        }

        ProxyHeader? header = null;
        return await greeting.ReadAsync(Look, cancellationToken) && Take();

        int? Look(ReadOnlySpan<byte> bytes)
        {
            var answer = ProxyHeaderCodec.TryRead(bytes, out var read, out var length);
            header = answer is true ? read : null;
            return answer is null ? null : length;
        }

        bool Take()
        {
            if (header is { Source: { } source, Destination: { } destination })
            {
                (greeting.Client, greeting.Asked) = (source, destination);
            }

            return header is not null;
        }
    }

    /// <returns>Empty for none; null if the connection cannot be served.</returns>
    private async Task<string?> NameAsync(TcpCall call, CancellationToken cancellationToken)
    {
        switch (call.Served.Listener.Protocol)
        {
            case ProxyProtocol.TlsPassthrough:
                return (await HelloAsync(call.Greeting, cancellationToken))?.ServerName;

            case ProxyProtocol.Tls:
                var challenge = _serving.State.PlainCertificates is { HasChallenges: true } certificates && await HelloAsync(call.Greeting, cancellationToken) is { } hello
                    ? certificates.FindChallenge(hello)
                    : null;
                var stream = new SslStream(new LeadStream(call.Accepted.Socket, call.Greeting.Rest));
                call.Encrypted = stream;
                try
                {
                    if (challenge is not null)
                    {
                        await ChallengeHandshake.AnswerAsync(stream, challenge, cancellationToken);
                        return null;
                    }

                    await stream.AuthenticateAsServerAsync(static (_, hello, state, _) => Select(hello, (CurrentState)state!), _serving, cancellationToken);
                    return stream.TargetHostName;
                }
                catch (AuthenticationException exception)
                {
                    HandshakeFailed(call.Served.Listener.Name, exception.Message);
                    return null;
                }

            default:
                return "";
        }
    }

    // The first message of a TLS client, which stays in the greeting; null if it is none.
    private static async Task<ClientHello?> HelloAsync(Greeting greeting, CancellationToken cancellationToken)
    {
        ClientHello? hello = null;
        await greeting.ReadAsync(Look, cancellationToken);
        return hello;

        int? Look(ReadOnlySpan<byte> bytes) => ClientHello.TryRead(bytes, out hello) is null ? null : 0;
    }

    private static ValueTask<SslServerAuthenticationOptions> Select(SslClientHelloInfo hello, CurrentState serving) =>
        serving.State.PlainCertificates.Find(hello.ServerName) is { } options
            ? new ValueTask<SslServerAuthenticationOptions>(options)
            : throw new AuthenticationException("There is no certificate for the server name that the client asks for.");
}
