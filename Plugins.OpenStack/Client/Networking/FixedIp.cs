namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>An address of a port.</summary>
internal sealed record FixedIp
{
    /// <summary>Its subnet.</summary>
    public string? SubnetId { get; set; }

    /// <summary>The address.</summary>
    public string? IpAddress { get; set; }
}
