using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>From where a load balancer takes connections.</summary>
internal sealed record ListenerArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The listener's id.</summary>
    public required string Listener { get; init; }

    /// <summary>Networks in CIDR form.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>Those of before.</summary>
    public required IReadOnlyList<string> Before { get; init; }
}
