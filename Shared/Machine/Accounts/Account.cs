namespace Reeve.Machine.Accounts;

/// <summary>A user as a machine or an image knows it. Immutable.</summary>
public sealed record Account
{
    public required uint User { get; init; }

    public required uint Group { get; init; }

    /// <summary>Every group of the user, the primary one included.</summary>
    public required IReadOnlyList<uint> Groups { get; init; }
}
