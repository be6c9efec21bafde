namespace Reeve.Plugins.Nginx;

/// <summary>Options of an instance; <c>plugin.json</c> describes them.</summary>
internal sealed class NginxOptions
{
    public string? Program { get; set; }

    public string? Modules { get; set; }

    public string? Template { get; set; }

    public string? User { get; set; }

    public int Workers { get; set; }

    public int WorkerConnections { get; set; } = 8192;

    public string TrustedCertificates { get; set; } = "/etc/ssl/certs/ca-certificates.crt";

    public bool AccessLog { get; set; }

    public int IdleSeconds { get; set; } = 600;

    public int HeaderSeconds { get; set; } = 15;

    public int DrainSeconds { get; set; } = 10;

    public int ResolveSeconds { get; set; } = 30;

    public TimeSpan IdleTime => TimeSpan.FromSeconds(IdleSeconds);

    public TimeSpan DrainTime => TimeSpan.FromSeconds(DrainSeconds);

    public TimeSpan ResolveTime => TimeSpan.FromSeconds(ResolveSeconds);
}
