using System.Net;

namespace Reeve.AspNetCore.Names;

/// <summary>How it stands with the agent's own name. Immutable.</summary>
internal sealed record OwnNameState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The addresses that its records have; empty while there are none of this agent.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>When they were last written, or removed.</summary>
    public DateTimeOffset? Written { get; init; }

    /// <summary>Whether somebody has taken the records away by command.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Why the last attempt failed; null if it did not. It is tried again.</summary>
    public string? Problem { get; init; }
}
