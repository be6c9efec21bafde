namespace Reeve.Runtime.Proxies.Dns.Cloudflare;

/// <summary>Why the API refused.</summary>
internal sealed record CloudflareError
{
    public int Code { get; set; }

    public string Message { get; set; } = "";
}
