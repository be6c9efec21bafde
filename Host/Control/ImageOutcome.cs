namespace Reeve.Host.Control;

/// <summary>What became of a request about images.</summary>
internal sealed record ImageOutcome
{
    /// <summary>A sentence.</summary>
    public string Message { get; init; } = "";

    /// <summary>Bytes that became free, about.</summary>
    public long FreedBytes { get; init; }
}
