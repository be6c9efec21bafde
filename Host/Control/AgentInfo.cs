namespace Reeve.Host.Control;

/// <summary>What an agent says of itself.</summary>
internal sealed record AgentInfo
{
    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Its process.</summary>
    public int ProcessId { get; init; }

    /// <summary>The node's name.</summary>
    public required string NodeName { get; init; }

    /// <summary>The provider that runs pods.</summary>
    public required string Provider { get; init; }

    /// <summary>Where its state is.</summary>
    public required string StateDirectory { get; init; }
}
