namespace Reeve.Runtime.Proxies.Dns.Cloudflare;

/// <summary>A zone that Cloudflare keeps.</summary>
public sealed record CloudflareOptions
{
    /// <summary>The zone, such as <c>example.org</c>.</summary>
    public string Zone { get; set; } = "";

    /// <summary>A file that holds an API token with the permissions Zone:Read and DNS:Edit of the zone.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>Instead of the file, the environment variable that holds the token.</summary>
    public string? TokenVariable { get; set; }

    /// <summary>Where the API is; https.</summary>
    /// <value>https://api.cloudflare.com/client/v4</value>
    public Uri Server { get; set; } = new("https://api.cloudflare.com/client/v4");

    /// <summary>How long Cloudflare's own servers may take to follow; challenges wait so long.</summary>
    /// <value>5 seconds</value>
    public TimeSpan Propagation { get; set; } = TimeSpan.FromSeconds(5);
}
