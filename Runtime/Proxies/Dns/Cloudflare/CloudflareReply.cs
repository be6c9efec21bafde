namespace Reeve.Runtime.Proxies.Dns.Cloudflare;

/// <summary>What every answer of the API is wrapped in.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
internal sealed record CloudflareReply<T>
{
    public bool Success { get; set; }

    public IReadOnlyList<CloudflareError> Errors { get; set; } = [];

    public T? Result { get; set; }

    public CloudflarePage? ResultInfo { get; set; }
}
