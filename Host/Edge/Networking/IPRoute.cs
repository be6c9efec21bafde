namespace Reeve.Host.Edge.Networking;

/// <summary>An IP route.</summary>
/// <param name="Subnet">Where it leads, such as <c>10.201.0.0/24</c>.</param>
/// <param name="Gateway">The next machine on the way; empty for a network that is reached directly.</param>
/// <param name="Device">The network device; empty in what is asked for where the kernel is to find it.</param>
internal sealed record IPRoute(string Subnet, string Gateway, string Device)
{
    /// <summary>Whether a route of the kernel is what somebody means by this one.</summary>
    public bool Means(IPRoute other) => Subnet == other.Subnet && (Gateway.Length == 0 || Gateway == other.Gateway) && (Device.Length == 0 || Device == other.Device);
}
