using System.Diagnostics;

namespace Reeve.Benchmarks.Proxies;

/// <summary>haproxy; it passes no UDP on.</summary>
internal sealed class HaproxyContender : Contender
{
    private readonly Process _process;

    private HaproxyContender(ContenderPorts ports, Process process)
        : base("haproxy", ports) => _process = process;

    public override bool HasUdp => false;

    protected override IEnumerable<int> Processes => [_process.Id];

    public static async Task<HaproxyContender> StartAsync(string directory, Servers servers, BenchmarkCertificate certificate)
    {
        var ports = ContenderPorts.Find();
        Directory.CreateDirectory(directory);
        var file = Path.Combine(directory, "haproxy.cfg");
        await File.WriteAllTextAsync(file, Configuration(ports, servers.Ports, certificate));
        var contender = new HaproxyContender(ports, Start("/usr/sbin/haproxy", "-db", "-q", "-f", file));
        await contender.ReadyAsync();
        return contender;
    }

    public override async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Configuration(ContenderPorts ports, ContenderPorts servers, BenchmarkCertificate certificate) => $"""
        global
          nbthread 2
          maxconn 4096
        defaults
          timeout connect 5s
          timeout client 60s
          timeout server 60s
        frontend http
          mode http
          option forwardfor
          bind 127.0.0.1:{ports.Http1}
          bind 127.0.0.1:{ports.Http2} proto h2
          bind 127.0.0.1:{ports.Https} ssl crt {certificate.Both} alpn h2,http/1.1
          default_backend servers
        backend servers
          mode http
          http-reuse always
          server one 127.0.0.1:{servers.Http1}
        listen stream
          mode tcp
          option splice-auto
          bind 127.0.0.1:{ports.Stream}
          server one 127.0.0.1:{servers.Stream}

        """;
}
