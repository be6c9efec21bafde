namespace Reeve.Systemd;

/// <summary>Which changes of units are watched. Immutable.</summary>
public sealed record UnitWatch
{
    /// <summary>What the units' names begin with; empty for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The properties that are told; null for all. The fewer, the less each change costs.</summary>
    public IReadOnlySet<string>? Properties { get; init; }
}
