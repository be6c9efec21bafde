namespace Reeve.Proxies;

/// <summary>A fixed HTTP answer.</summary>
public sealed record ProxyResponse
{
    /// <summary>Status code, 200 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>Headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
