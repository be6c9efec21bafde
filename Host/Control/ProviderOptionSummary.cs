namespace Reeve.Host.Control;

/// <summary>An option of a provider.</summary>
internal sealed record ProviderOptionSummary
{
    /// <summary>Its key below <c>providers.NAME</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its type, or the values allowed.</summary>
    public required string Type { get; init; }

    /// <summary>What leaving it out means.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it has to be given.</summary>
    public bool Required { get; init; }

    /// <summary>What it means.</summary>
    public string? Description { get; init; }
}
