namespace Reeve.Runtime.Proxies.Specs;

/// <summary>A fixed answer.</summary>
public sealed record ProxyResponseSpec
{
    /// <summary>200 to 599.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Body as text.</summary>
    public string Body { get; set; } = "";
}
