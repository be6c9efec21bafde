using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies.Rotation;

/// <summary>
/// Clients that ask one https server all the time: some on a connection that they keep (HTTP/1.1 and 2), some with a new handshake for each request. A request
/// that fails, or a connection that has to be made again, fails the test.
/// </summary>
internal sealed class TlsLoad
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _served = new();
    private readonly string _name;
    private readonly int _port;
    private readonly X509Certificate2 _root;
    private readonly Task<int>[] _clients;

    public TlsLoad(string name, int port, X509Certificate2 root)
    {
        (_name, _port, _root) = (name, port, root);
        _clients =
        [
            .. new[] { HttpVersion.Version11, HttpVersion.Version20 }.Select(version => Task.Run(() => KeepAsync(version))),
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(RenewAsync)),
        ];
    }

    /// <summary>Serial numbers of the certificates that new handshakes were answered with.</summary>
    public ICollection<string> Served => _served.Keys;

    /// <summary>The serial number of the certificate that a handshake is answered with now. The chain has to lead to the authority.</summary>
    public static async Task<string> SerialAsync(string name, int port, X509Certificate2 root)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
        await using var stream = new SslStream(new NetworkStream(socket));
        await stream.AuthenticateAsClientAsync(Options(name, root), limit.Token);
        return new X509Certificate2(stream.RemoteCertificate!).SerialNumber;
    }

    /// <summary>Ends it, and gives how many requests each client had answered.</summary>
    public async Task<int[]> StopAsync()
    {
        await _stop.CancelAsync();
        return await Task.WhenAll(_clients);
    }

    private static SslClientAuthenticationOptions Options(string name, X509Certificate2 root) => new()
    {
        TargetHost = name,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck,
        },
    };

    private async Task<int> KeepAsync(Version version)
    {
        var connections = 0;
        using var client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false, SslOptions = Options(_name, _root),
            ConnectCallback = async (_, cancellationToken) =>
            {
                connections++;
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var asked = 0;
        while (!_stop.IsCancellationRequested)
        {
            Assert.Equal("pong", await client.GetStringAsync(new Uri($"https://{_name}:{_port}/"), CancellationToken.None));
            asked++;
        }

        Assert.Equal(1, connections);
        return asked;
    }

    private async Task<int> RenewAsync()
    {
        var asked = 0;
        while (!_stop.IsCancellationRequested)
        {
            _served.AddOrUpdate(await SerialAsync(_name, _port, _root), 1, static (_, count) => count + 1);
            asked++;
        }

        return asked;
    }
}
