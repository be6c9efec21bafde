namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>A pool to be made.</summary>
internal sealed record PoolCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its load balancer.</summary>
    public string? LoadbalancerId { get; init; }

    /// <summary>The listener whose connections it gets.</summary>
    public string? ListenerId { get; init; }

    /// <summary><c>TCP</c>, <c>UDP</c>, <c>HTTP</c>, …</summary>
    public string Protocol { get; init; } = "TCP";

    /// <summary><c>ROUND_ROBIN</c>, <c>LEAST_CONNECTIONS</c>, <c>SOURCE_IP</c>.</summary>
    public string LbAlgorithm { get; init; } = "ROUND_ROBIN";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
