namespace Reeve.Runtime.KubeletApi;

/// <summary>Where a node's kubelet API listens, and what it may cost.</summary>
public sealed record KubeletApiOptions
{
    /// <summary>IP address to listen on.</summary>
    /// <value>All addresses, <c>::</c>.</value>
    public string Address { get; set; } = "::";

    /// <summary>TCP port; 0 for a free one.</summary>
    /// <value>10250.</value>
    public int Port { get; set; } = 10250;

    /// <summary>A directory of the machine's logs that <c>/logs/</c> shows; null for none.</summary>
    /// <value>None.</value>
    public string? LogDirectory { get; set; }

    /// <summary>Whether <c>/logs/?query=</c> answers with the journal of services.</summary>
    /// <value>False.</value>
    public bool LogQuery { get; set; }

    /// <summary>The program that reads the journal: journalctl(1).</summary>
    /// <value>journalctl, from the search path.</value>
    public string Journal { get; set; } = "journalctl";

    /// <summary>Whether <c>/debug/</c> answers.</summary>
    /// <value>False.</value>
    public bool Debug { get; set; }

    /// <summary>Streams without any traffic for so long are ended.</summary>
    /// <value>4 hours.</value>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long a client may take to open the streams of a command or of a forwarded port.</summary>
    /// <value>30 s.</value>
    public TimeSpan StreamCreationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take for one piece of an answer that is no stream.</summary>
    /// <value>60 s.</value>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Connections at the same time.</summary>
    /// <value>1024.</value>
    public int MaxConnections { get; set; } = 1024;

    /// <summary>Of them those that carry commands or forwarded ports.</summary>
    /// <value>512.</value>
    public int MaxStreamingConnections { get; set; } = 512;

    /// <summary>Streams within one connection.</summary>
    /// <value>256.</value>
    public int MaxStreamsPerConnection { get; set; } = 256;

    /// <summary>Bytes of a request's first line; it holds the commands to run.</summary>
    /// <value>256 KiB.</value>
    public int MaxRequestLineBytes { get; set; } = 256 * 1024;

    /// <summary>Bytes of a request's headers.</summary>
    /// <value>64 KiB.</value>
    public int MaxHeaderBytes { get; set; } = 64 * 1024;

    /// <summary>Requests per second in the long run; what comes faster is answered with 429. 0 for no limit.</summary>
    /// <value>500, with bursts of twice as many.</value>
    public int RequestsPerSecond { get; set; } = 500;

    /// <summary>Tokens and rights that are asked of the API server per second; what comes faster is answered with 429.</summary>
    /// <value>50, with bursts of twice as many.</value>
    public int ReviewsPerSecond { get; set; } = 50;

    /// <summary>For how long a token counts as the API server said.</summary>
    /// <value>2 min.</value>
    public TimeSpan TokenCacheTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>For how long a permission counts.</summary>
    /// <value>5 min.</value>
    public TimeSpan AuthorizedCacheTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>For how long a refusal counts.</summary>
    /// <value>30 s.</value>
    public TimeSpan UnauthorizedCacheTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Answers of the API server that are kept of each kind.</summary>
    /// <value>4096.</value>
    public int CacheEntries { get; set; } = 4096;
}
