namespace Reeve.Runtime.Proxies.Acme;

/// <summary>An authority's answer.</summary>
/// <typeparam name="T">Its document.</typeparam>
internal sealed record AcmeReply<T>
{
    public required T Value { get; init; }

    /// <summary>Where the object is that the request made.</summary>
    public Uri? Location { get; init; }

    /// <summary>When to ask again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Other chains of the same certificate.</summary>
    public IReadOnlyList<Uri> Alternates { get; init; } = [];
}
