namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A further address that may be seen at a port.</summary>
internal sealed record AddressPair
{
    /// <summary>An address or a CIDR.</summary>
    public string IpAddress { get; set; } = "";

    /// <summary>Null: the port's own.</summary>
    public string? MacAddress { get; set; }
}
