namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>A member to be made.</summary>
internal sealed record MemberCreate
{
    /// <summary>Its address.</summary>
    public required string Address { get; init; }

    /// <summary>Its port.</summary>
    public int ProtocolPort { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The subnet of the address.</summary>
    public string? SubnetId { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
