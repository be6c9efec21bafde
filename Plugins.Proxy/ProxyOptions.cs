namespace Reeve.Plugins.Proxy;

/// <summary>Options of an instance; <c>plugin.json</c> describes them.</summary>
internal sealed class ProxyOptions
{
    public bool AccessLog { get; set; }

    public int MaxConnections { get; set; } = 10_000;

    public int IdleSeconds { get; set; } = 600;

    public int HeaderSeconds { get; set; } = 15;

    public int DrainSeconds { get; set; } = 30;

    public bool Splice { get; set; } = true;

    public TimeSpan HeaderTimeout => TimeSpan.FromSeconds(HeaderSeconds);

    public TimeSpan DrainTime => TimeSpan.FromSeconds(DrainSeconds);

    public TimeSpan IdleTime => TimeSpan.FromSeconds(IdleSeconds);
}
