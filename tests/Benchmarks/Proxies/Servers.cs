using System.Diagnostics;
using System.Globalization;

namespace Reeve.Benchmarks.Proxies;

/// <summary>The servers behind the proxies, which are also what a direct connection leads to: nginx with fixed answers, and iperf3.</summary>
internal sealed class Servers : Contender
{
    private readonly NginxProcess _nginx;
    private readonly Process _iperf;

    private Servers(ContenderPorts ports, NginxProcess nginx, Process iperf)
        : base("direct", ports) => (_nginx, _iperf) = (nginx, iperf);

    protected override IEnumerable<int> Processes => [];

    public static async Task<Servers> StartAsync(string directory, BenchmarkCertificate certificate)
    {
        var ports = ContenderPorts.Find();
        Directory.CreateDirectory(directory);
        await File.WriteAllBytesAsync(Path.Combine(directory, "100k"), new byte[100 << 10]);
        var nginx = new NginxProcess(directory, Configuration(directory, ports, certificate));
        var iperf = Start("iperf3", "-s", "-B", "127.0.0.1", "-p", ports.Stream.ToString(CultureInfo.InvariantCulture), "--logfile", Path.Combine(directory, "iperf3.log"));
        var servers = new Servers(ports, nginx, iperf);
        await servers.ReadyAsync();
        return servers;
    }

    public override async ValueTask DisposeAsync()
    {
        await _nginx.DisposeAsync();
        _iperf.Kill();
        await _iperf.WaitForExitAsync();
        _iperf.Dispose();
    }

    private static string Configuration(string directory, ContenderPorts ports, BenchmarkCertificate certificate) => $$"""
        {{NginxProcess.Head(1)}}
        http {
          {{NginxProcess.Http}}
          open_file_cache max=10;
          server {
            listen 127.0.0.1:{{ports.Http1}};
            listen 127.0.0.1:{{ports.Http2}} http2;
            listen 127.0.0.1:{{ports.Https}} ssl http2;
            ssl_certificate {{certificate.Chain}};
            ssl_certificate_key {{certificate.Key}};
            root {{directory}};
            location = /1k { return 200 "{{new string('x', 1024)}}"; }
          }
        }
        """;
}
