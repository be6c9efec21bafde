namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A port at a server.</summary>
internal sealed record InterfaceAttachment
{
    /// <summary>The port.</summary>
    public string PortId { get; set; } = "";

    /// <summary>Its network.</summary>
    public string NetId { get; set; } = "";

    /// <summary>Its status.</summary>
    public string PortState { get; set; } = "";

    /// <summary>Its address on the link.</summary>
    public string? MacAddr { get; set; }
}
