namespace Reeve.Runtime.Nodes.Leases;

/// <summary>Another agent uses the node's name. The message says how that is known and what to do.</summary>
public sealed class NodeNameTakenException(string message) : Exception(message);
