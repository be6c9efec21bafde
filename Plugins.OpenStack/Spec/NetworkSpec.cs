namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>The network that the machines are in.</summary>
internal sealed record NetworkSpec
{
    /// <summary>An existing network, by name or id; empty: one of the cluster's own is made.</summary>
    public string Existing { get; set; } = "";

    /// <summary>The subnet of an existing network, by name or id; empty if it has one alone.</summary>
    public string Subnet { get; set; } = "";

    /// <summary>The subnet of a network of the cluster's own.</summary>
    public string Cidr { get; set; } = "10.101.101.0/24";

    /// <summary>Name servers of machines in it.</summary>
    public List<string> NameServers { get; set; } = [];

    /// <summary>Its largest packet in bytes; 0 for the cloud's own.</summary>
    public int Mtu { get; set; }

    /// <summary>The external network, by name or id; empty: the only one there is. <c>none</c>: no way out.</summary>
    public string External { get; set; } = "";

    /// <summary>An existing router to use, by name or id; empty: one of the cluster's own is made.</summary>
    public string Router { get; set; } = "";
}
