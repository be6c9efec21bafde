using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Nodes.Certificates;

namespace Reeve.Runtime.Tests.KubeletApi.Support;

/// <summary>A server on the loopback, its pods, its provider, and clients of it.</summary>
internal sealed class KubeletFixture : IAsyncDisposable
{
    public const string Token = "token-of-admin";
    private readonly List<IDisposable> _clients = [];
    private readonly KubeletApiOptions _options;

    public KubeletFixture(KubeletApiOptions? options = null, TimeProvider? time = null, Func<KubeletApiSetup, KubeletApiSetup>? change = null)
    {
        _options = (options ?? new KubeletApiOptions()) with { Address = "127.0.0.1", Port = 0 };
        Certificate = Certificates.Server("node");
        ClientAuthorities = [Certificates.Authority];
        Pods.Add(FakePods.Running("web"));
        var setup = new KubeletApiSetup
        {
            NodeName = "node",
            Owner = new Owner { Cluster = "c", Node = "node" },
            Pods = Pods,
            Provider = Provider,
            ProviderName = "fake",
            Api = Substitute.For<IKubernetesApi>(),
            ServingCertificate = () => Certificate,
            ClientAuthorities = () => ClientAuthorities,
            Options = _options,
        };
        Server = new KubeletApiServer(change?.Invoke(setup) ?? setup, Reviewer, NullLoggerFactory.Instance, null, time ?? TimeProvider.System);
    }

    public TestCertificates Certificates { get; } = new();

    public FakePods Pods { get; } = new();

    public FakeProvider Provider { get; } = new();

    public FakeReviewer Reviewer { get; } = new();

    public CertificateBundle? Certificate { get; set; }

    public X509Certificate2Collection? ClientAuthorities { get; set; }

    public KubeletApiServer Server { get; }

    public int Port => Server.EndPoint!.Port;

    /// <summary>Connections that carry commands or forwarded ports at the moment.</summary>
    public int Streaming => Server.StreamingConnections;

    public static async Task<KubeletFixture> StartAsync(
        KubeletApiOptions? options = null, TimeProvider? time = null, Func<KubeletApiSetup, KubeletApiSetup>? change = null)
    {
        var fixture = new KubeletFixture(options, time, change);
        await fixture.Server.StartAsync(CancellationToken.None);
        return fixture;
    }

    public HttpClient Client(string? token = Token, X509Certificate2? certificate = null, Action<X509Certificate2>? sees = null)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                {
                    sees?.Invoke(X509CertificateLoader.LoadCertificate(shown!.GetRawCertData()));
                    return true;
                },
                // A resumed session would show the certificate of an earlier client.
                AllowTlsResume = false,
                ClientCertificates = certificate is null ? null : [certificate],
                LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
            },
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        _clients.Add(client);
        return client;
    }

    public async Task<string> GetAsync(string path)
    {
        using var response = await Client().GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<(HttpStatusCode Code, string Text)> AskAsync(string path, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        using var response = await Client().SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A TLS connection to the server.</summary>
    public async Task<Stream> ConnectAsync()
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Port);
        var tls = new SslStream(tcp.GetStream(), false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("127.0.0.1");
        return tls;
    }

    /// <summary>Upgrades a connection to SPDY.</summary>
    /// <returns>The client; null with the answer's head where it was refused.</returns>
    public async Task<(SpdyTestClient? Client, string Head)> UpgradeAsync(string path, params string[] protocols)
    {
        var (stream, head) = await UpgradeRawAsync(path, protocols);
        return (stream is null ? null : new SpdyTestClient(stream), head);
    }

    /// <summary>Upgrades a connection to SPDY.</summary>
    public async Task<(Stream? Transport, string Head)> UpgradeRawAsync(string path, params string[] protocols)
    {
        var stream = await ConnectAsync();
        var versions = string.Concat(protocols.Select(static protocol => $"X-Stream-Protocol-Version: {protocol}\r\n"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: node\r\nAuthorization: Bearer {Token}\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nContent-Length: 0\r\n{versions}\r\n"));
        var head = await ReadHeadAsync(stream);
        if (head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            return (stream, head);
        }

        await stream.DisposeAsync();
        return (null, head);
    }

    /// <summary>Connects by WebSocket.</summary>
    public async Task<ClientWebSocket> WebSocketAsync(string path, params string[] protocols)
    {
        var socket = new ClientWebSocket();
        _clients.Add(socket);
        socket.Options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {Token}");
        foreach (var protocol in protocols)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        await socket.ConnectAsync(new Uri($"wss://127.0.0.1:{Port}{path}"), CancellationToken.None);
        return socket;
    }

    /// <summary>Connects by WebSocket with a subprotocol that <see cref="ClientWebSocket"/> does not take.</summary>
    public async Task<WebSocket> WebSocketByHandAsync(string path, string protocol)
    {
        var stream = await ConnectAsync();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: node\r\nAuthorization: Bearer {Token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {protocol}\r\n\r\n"));
        var head = await ReadHeadAsync(stream);
        Assert.StartsWith("HTTP/1.1 101", head, StringComparison.Ordinal);
        Assert.Contains($"Sec-WebSocket-Protocol: {protocol}", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head, StringComparison.Ordinal); // RFC 6455, section 1.3
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await Server.DisposeAsync();
        Certificates.Dispose();
    }

    private static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
