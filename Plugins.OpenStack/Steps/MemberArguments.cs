using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A master behind a load balancer.</summary>
internal sealed record MemberArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The pool's id; may refer to an output.</summary>
    public required string Pool { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its address; may refer to an output.</summary>
    public required string Address { get; init; }

    /// <summary>The id of its subnet; may refer to an output.</summary>
    public required string Subnet { get; init; }

    /// <summary>In whose place it comes; null for one that goes with the load balancer.</summary>
    public Succession? Succession { get; init; }
}
