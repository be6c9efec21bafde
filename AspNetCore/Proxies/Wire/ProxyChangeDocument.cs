namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>A difference between two documents.</summary>
internal sealed record ProxyChangeDocument
{
    /// <summary><c>Added</c>, <c>Removed</c>, <c>Changed</c> or <c>Reordered</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>Where: <c>routes/shop</c>, <c>routes/shop.timeout</c>.</summary>
    public string? Path { get; set; }

    /// <summary>The value before, as JSON.</summary>
    public string? Before { get; set; }

    /// <summary>The value after, as JSON.</summary>
    public string? After { get; set; }
}
