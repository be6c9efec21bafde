namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Addresses from one to another, both included.</summary>
internal sealed record AddressPool
{
    /// <summary>The first.</summary>
    public string Start { get; set; } = "";

    /// <summary>The last.</summary>
    public string End { get; set; } = "";
}
