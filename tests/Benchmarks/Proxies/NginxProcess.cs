using System.Diagnostics;
using Reeve.Benchmarks.Processes;
using Reeve.Testing.Nginx;

namespace Reeve.Benchmarks.Proxies;

/// <summary>An nginx with a configuration, in the foreground.</summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private readonly string _directory;
    private readonly Process _process;

    public NginxProcess(string directory, string configuration)
    {
        _directory = directory;
        Directory.CreateDirectory(Path.Combine(directory, "temp"));
        Write(configuration);
        _process = Process.Start(new ProcessStartInfo(NginxProgramFile.Path, ["-p", directory, "-c", Path.Combine(directory, "nginx.conf"), "-e", Path.Combine(directory, "error.log")]))!;
    }

    public IEnumerable<int> Processes => File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).Append(_process.Id);

    /// <summary>Has it read another configuration.</summary>
    public void Reload(string configuration)
    {
        Write(configuration);
        Libc.Signal(_process.Id, 1);
    }

    public async ValueTask DisposeAsync()
    {
        Libc.Signal(_process.Id, 15);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>What every configuration begins with.</summary>
    public static string Head(int workers) => $$"""
        daemon off;
        user root;
        worker_processes {{workers}};
        pid nginx.pid;
        worker_rlimit_nofile 16384;
        events { worker_connections 4096; }
        """;

    /// <summary>What every <c>http</c> block begins with.</summary>
    public const string Http = """
        access_log off;
        client_body_temp_path temp/body; proxy_temp_path temp/proxy; fastcgi_temp_path temp/fastcgi; uwsgi_temp_path temp/uwsgi; scgi_temp_path temp/scgi;
        keepalive_requests 100000000;
        tcp_nodelay on;
        sendfile on;
        """;

    private void Write(string configuration) => File.WriteAllText(Path.Combine(_directory, "nginx.conf"), configuration);
}
