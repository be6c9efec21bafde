namespace Reeve.Benchmarks.Proxies;

/// <summary>nginx as a proxy, tuned as its manual says.</summary>
internal sealed class NginxContender : Contender
{
    private readonly Func<int, string> _configuration;
    private readonly NginxProcess _nginx;

    private NginxContender(ContenderPorts ports, Func<int, string> configuration, NginxProcess nginx)
        : base("nginx", ports) => (_configuration, _nginx) = (configuration, nginx);

    protected override IEnumerable<int> Processes => _nginx.Processes;

    public static async Task<NginxContender> StartAsync(string directory, Servers servers, BenchmarkCertificate certificate)
    {
        var ports = ContenderPorts.Find();
        Func<int, string> configuration = change => Configuration(ports, servers.Ports, certificate, change);
        var contender = new NginxContender(ports, configuration, new NginxProcess(directory, configuration(0)));
        await contender.ReadyAsync();
        return contender;
    }

    public override Task ChangeAsync(int number)
    {
        _nginx.Reload(_configuration(number));
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => _nginx.DisposeAsync();

    private static string Configuration(ContenderPorts ports, ContenderPorts servers, BenchmarkCertificate certificate, int change) => $$"""
        load_module {{Path.Combine(Path.GetDirectoryName(Reeve.Testing.Nginx.NginxProgramFile.Path)!, "../lib/nginx/modules/ngx_stream_module.so")}};
        {{NginxProcess.Head(2)}}
        http {
          {{NginxProcess.Http}}
          upstream servers { server 127.0.0.1:{{servers.Http1}}; keepalive 128; keepalive_requests 100000000; }
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header X-Forwarded-For $remote_addr;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_set_header X-Forwarded-Host $host;
          server {
            listen 127.0.0.1:{{ports.Http1}};
            listen 127.0.0.1:{{ports.Http2}} http2;
            listen 127.0.0.1:{{ports.Https}} ssl http2;
            ssl_certificate {{certificate.Chain}};
            ssl_certificate_key {{certificate.Key}};
            location / { proxy_pass http://servers; }
            location = /change { return 200 "{{change}}"; }
          }
        }
        stream {
          server { listen 127.0.0.1:{{ports.Stream}}; proxy_pass 127.0.0.1:{{servers.Stream}}; }
          server { listen 127.0.0.1:{{ports.Stream}} udp reuseport; proxy_pass 127.0.0.1:{{servers.Stream}}; }
        }
        """;
}
