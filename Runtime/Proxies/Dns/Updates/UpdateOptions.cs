namespace Reeve.Runtime.Proxies.Dns.Updates;

/// <summary>A zone that is changed by dynamic updates (RFC 2136), signed by a shared key (TSIG, RFC 8945).</summary>
public sealed record UpdateOptions
{
    /// <summary>The zone, such as <c>example.org</c>.</summary>
    public string Zone { get; set; } = "";

    /// <summary>The zone's primary server: an address or a name.</summary>
    public string Server { get; set; } = "";

    /// <summary>Its TCP port.</summary>
    /// <value>53</value>
    public int Port { get; set; } = 53;

    /// <summary>The key's name, as the server knows it.</summary>
    public string KeyName { get; set; } = "";

    /// <summary>A file that holds the key in base64.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>The key's algorithm: <c>hmac-sha256</c>, <c>hmac-sha384</c> or <c>hmac-sha512</c>.</summary>
    /// <value>hmac-sha256</value>
    public string Algorithm { get; set; } = "hmac-sha256";

    /// <summary>How long the server may take.</summary>
    /// <value>10 seconds</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the zone's other servers may take to follow the primary one; challenges wait so long.</summary>
    /// <value>zero</value>
    public TimeSpan Propagation { get; set; }
}
