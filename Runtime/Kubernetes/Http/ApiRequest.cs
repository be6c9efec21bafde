namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>A request before it is sent; it can be sent again.</summary>
internal sealed record ApiRequest(HttpMethod Method, string PathAndQuery)
{
    /// <summary>What to accept.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>The body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Media type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether the answer is a stream without an end of its own.</summary>
    public bool IsWatch { get; init; }

    /// <summary>Whether it has a connection to itself, by HTTP/1.1.</summary>
    public bool HasOwnConnection { get; init; }

    /// <summary>Whether sending it twice is the same as once.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Verb and path for messages; a query may hold names that are nobody's business.</summary>
    public override string ToString() => $"{(IsWatch ? "WATCH" : Method.Method)} {PathAndQuery.Split('?')[0]}";
}
