namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>A listener to be made.</summary>
internal sealed record ListenerCreate
{
    /// <summary>Its load balancer.</summary>
    public required string LoadbalancerId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary><c>TCP</c>, <c>UDP</c>, <c>HTTP</c>, …</summary>
    public string Protocol { get; init; } = "TCP";

    /// <summary>Its port.</summary>
    public int ProtocolPort { get; init; }

    /// <summary>Where its connections go.</summary>
    public string? DefaultPoolId { get; init; }

    /// <summary>Who may connect; null: anybody.</summary>
    public IReadOnlyList<string>? AllowedCidrs { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
