using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Benchmarks.Proxies;

/// <summary>The proxy plugin in a process of its own, which runs with the agent's settings of the runtime.</summary>
internal sealed class PluginContender : Contender
{
    private readonly Process _process;
    private readonly Func<int, ProxySpec> _document;

    private PluginContender(ContenderPorts ports, Process process, Func<int, ProxySpec> document)
        : base("Plugins.Proxy", ports) => (_process, _document) = (process, document);

    protected override IEnumerable<int> Processes => [_process.Id];

    public static async Task<PluginContender> StartAsync(BenchmarkOptions options, string directory, Servers servers, BenchmarkCertificate certificate)
    {
        var ports = ContenderPorts.Find();
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        var process = Start(
            dotnet, "exec", "--runtimeconfig", Path.ChangeExtension(options.Agent, null) + ".runtimeconfig.json", typeof(PluginContender).Assembly.Location,
            ProxyHostMode.Argument, Path.Combine(Path.GetDirectoryName(options.Agent)!, "plugins", "proxy"), directory);
        var contender = new PluginContender(ports, process, change => Document(ports, servers.Ports, certificate, change));
        await contender.ChangeAsync(0);
        return contender;
    }

    public override async Task ChangeAsync(int number)
    {
        await _process.StandardInput.WriteLineAsync(Encoding.UTF8.GetString(ProxySpecs.Write(_document(number))));
        await _process.StandardInput.FlushAsync();
        if (await _process.StandardOutput.ReadLineAsync() is not ProxyHostMode.Applied)
        {
            throw new BenchmarkException("the proxy plugin did not take a document");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProxySpec Document(ContenderPorts ports, ContenderPorts servers, BenchmarkCertificate certificate, int change) => new()
    {
        Listeners =
        [
            Listener("http1", "http", ports.Http1), Listener("http2", "http", ports.Http2), Listener("https", "https", ports.Https), Listener("tcp", "tcp", ports.Stream),
            Listener("udp", "udp", ports.Stream),
        ],
        Routes =
        [
            new ProxyRouteSpec { Name = "all", Listeners = ["http1", "http2", "https"], Upstream = "http" },
            new ProxyRouteSpec { Name = "change", Listeners = ["http1"], PathPrefix = "/change", Response = new ProxyResponseSpec { Body = $"{change}" } },
            new ProxyRouteSpec { Name = "tcp", Listeners = ["tcp"], Upstream = "tcp" }, new ProxyRouteSpec { Name = "udp", Listeners = ["udp"], Upstream = "udp" },
        ],
        Upstreams = [Group("http", "http", servers.Http1), Group("tcp", "tcp", servers.Stream), Group("udp", "udp", servers.Stream)],
        Certificates = [new ProxyCertificateSpec { ChainFile = certificate.Chain, KeyFile = certificate.Key }],
    };

    private static ProxyListenerSpec Listener(string name, string protocol, int port) => new() { Name = name, Protocol = protocol, Address = $"127.0.0.1:{port}" };

    private static ProxyUpstreamGroupSpec Group(string name, string scheme, int port) => new() { Name = name, Members = [new ProxyUpstreamSpec { Address = $"{scheme}://127.0.0.1:{port}" }] };
}
