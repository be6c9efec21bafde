using System.Net;
using System.Net.Sockets;

namespace Reeve.ProxyStorm.Load;

/// <summary>Requests one after another: on one connection that is never lost, or each on its own.</summary>
internal sealed class Requests : Client
{
    private readonly Uri _address;
    private readonly Version _version;
    private readonly bool _keepsConnection;
    private HttpClient _client;
    private int _connections;

    public Requests(string scheme, int port, Version version, bool keepsConnection)
        : base($"{scheme} {version} {(keepsConnection ? "on one connection" : "on new connections")}")
    {
        _address = new Uri($"{scheme}://127.0.0.1:{port}/");
        (_version, _keepsConnection) = (version, keepsConnection);
        _client = Make();
    }

    protected override async Task AskAsync()
    {
        Require(await _client.GetStringAsync(_address) == "pong", "another answer");
        if (!_keepsConnection)
        {
            _client.Dispose();
            _client = Make();
        }
    }

    protected override Task CloseAsync()
    {
        _client.Dispose();
        Require(!_keepsConnection || _connections == 1, $"its connection was lost {_connections - 1} times");
        return Task.CompletedTask;
    }

    private HttpClient Make() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        ConnectCallback = async (context, cancellationToken) =>
        {
            _connections++;
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        DefaultRequestVersion = _version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
