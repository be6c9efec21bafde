namespace Reeve.Runtime.Proxies.Dns.Cloudflare;

/// <summary>Which part of a list an answer is.</summary>
internal sealed record CloudflarePage
{
    public int Page { get; set; }

    public int TotalPages { get; set; }
}
