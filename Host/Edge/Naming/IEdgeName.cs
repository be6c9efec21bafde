namespace Reeve.Host.Edge.Naming;

/// <summary>Knows the agent's own name in DNS. Thread-safe.</summary>
internal interface IEdgeName
{
    /// <summary>The name as it is kept now; null before it is known where it leads.</summary>
    EdgeName? Current { get; }
}
