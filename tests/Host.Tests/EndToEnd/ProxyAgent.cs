using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>The built agent with proxies, a process of its own.</summary>
internal sealed class ProxyAgent : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private ReeveProcess? _process;

    /// <summary>Files of the test.</summary>
    public TempDirectory Directory => _directory;

    /// <summary>The configuration.</summary>
    public string Configuration => _directory["reeve.yaml"];

    /// <summary>Starts it by a configuration, and waits until it answers.</summary>
    public Task StartAsync(string configuration)
    {
        // Several agents at once cannot all have the usual ports of the edge API.
        _directory.Write("reeve.yaml", configuration + "\nedgeApi: {rest: \"off\", grpc: \"off\"}\n");
        return StartAsync();
    }

    /// <summary>Starts it again.</summary>
    public async Task StartAsync()
    {
        var process = _process = ReeveProcess.Start(["serve", "--config", Configuration, "--state-dir", _directory["s"]]);
        await Eventually.TrueAsync(
            async () => process.HasExited ? throw new InvalidOperationException(process.Error) : (await CallAsync("list")).ExitCode == 0, "the agent answers");
    }

    /// <summary>Kills it.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitAsync();
    }

    /// <summary>Runs <c>reeve proxy</c> against it.</summary>
    public Task<(int ExitCode, string Output, string Error)> CallAsync(params string[] arguments) => RunAsync(["proxy", .. arguments]);

    /// <summary>Runs a command against it, in the process of the test: a process for each would take most of the test's time.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var cli = new TestCli();
        var exitCode = await cli.RunAsync([.. arguments, "--state-dir", _directory["s"]]);
        return (exitCode, cli.Out, cli.Error);
    }

    /// <summary>Runs <c>reeve proxy</c> against it; it has to succeed.</summary>
    public async Task<string> OkAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await CallAsync(arguments);
        Assert.True(exitCode == 0, $"{string.Join(' ', arguments)}: {output}{error}{_process!.Error}");
        return output;
    }

    /// <summary>Gets something through a proxy on loopback, by a host name.</summary>
    /// <param name="address">Scheme, name and path.</param>
    /// <param name="port">The port.</param>
    /// <param name="root">Whom its certificate has to be of.</param>
    public static async Task<string> GetAsync(string address, int port, X509Certificate2? root = null)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        if (root is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(root);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        using var client = new HttpClient(handler);
        return await client.GetStringAsync(new UriBuilder(address) { Port = port }.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _directory.Dispose();
    }
}
