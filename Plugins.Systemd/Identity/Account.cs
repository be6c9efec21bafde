namespace Reeve.Plugins.Systemd.Identity;

/// <summary>A user as a machine or an image knows it. Immutable.</summary>
internal sealed record Account
{
    public required uint User { get; init; }

    public required uint Group { get; init; }

    /// <summary>Every group of the user, the primary one included.</summary>
    public required IReadOnlyList<uint> Groups { get; init; }
}
