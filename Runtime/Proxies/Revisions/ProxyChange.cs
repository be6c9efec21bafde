namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>One difference between two documents.</summary>
public sealed record ProxyChange
{
    /// <summary>What happened.</summary>
    public required ProxyChangeKind Kind { get; init; }

    /// <summary>Where: <c>routes/shop</c> for a whole object, <c>routes/shop.timeout</c> for a field of one, <c>routes</c> for their order.</summary>
    public required string Path { get; init; }

    /// <summary>The value before, as JSON; null where there was none. Keys are hidden.</summary>
    public string? Before { get; init; }

    /// <summary>The value after, as JSON; null where there is none. Keys are hidden.</summary>
    public string? After { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ProxyChangeKind.Added => $"+ {Path}",
        ProxyChangeKind.Removed => $"- {Path}",
        ProxyChangeKind.Reordered => $"~ {Path}: {Before} -> {After}",
        _ => $"~ {Path}: {Before ?? "(none)"} -> {After ?? "(none)"}",
    };
}
