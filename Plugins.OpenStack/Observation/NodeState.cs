namespace Reeve.Plugins.OpenStack.Observation;

/// <summary>A node as its cluster tells it.</summary>
internal sealed record NodeState
{
    public required string Name { get; init; }

    public bool Ready { get; init; }

    public string Version { get; init; } = "";

    public string Runtime { get; init; } = "";

    /// <summary>Why it is not ready, in its own words.</summary>
    public string Message { get; init; } = "";
}
