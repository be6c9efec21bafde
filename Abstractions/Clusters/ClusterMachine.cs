namespace Reeve.Clusters;

/// <summary>A machine of a cluster.</summary>
public sealed record ClusterMachine
{
    /// <summary>Its name; the node's name too.</summary>
    public required string Name { get; init; }

    /// <summary><c>control-plane</c>, <c>worker</c>, <c>proxy</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The backend's id.</summary>
    public string? BackendId { get; init; }

    /// <summary>Addresses, best first.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Whether its node is ready.</summary>
    public bool Ready { get; init; }

    /// <summary>Why not, in the backend's words.</summary>
    public string? Fault { get; init; }
}
