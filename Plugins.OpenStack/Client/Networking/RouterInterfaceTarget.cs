namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>What a router is connected to: a subnet or a port.</summary>
internal sealed record RouterInterfaceTarget
{
    /// <summary>The subnet; its gateway address becomes the router's.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The port.</summary>
    public string? PortId { get; init; }
}
