using Reeve.Runtime.Nodes;

namespace Reeve.Host.Configuration;

/// <summary>One node that an agent is to be.</summary>
internal sealed record NodePlan
{
    /// <summary>All settings as they hold for this node: its own over the common ones.</summary>
    public required HostOptions Options { get; init; }

    /// <summary>The node's name; null for the machine's.</summary>
    public string? Name => Options.NodeName;

    /// <summary>Its part of a machine that several nodes divide.</summary>
    public NodeShare Share { get; init; } = NodeShare.All;
}
