using static Reeve.Plugins.OpenStack.Tests.Fakes.FakeStore;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>Whom the addresses of a cloud lead to.</summary>
internal static class FakeRoutes
{
    /// <summary>Tells whether a server is reached: by a floating address of its own, or through a load balancer that knows its address.</summary>
    public static Func<string, bool> ToMasters(FakeStore store)
    {
        var direct = store["ports"].Where(port => store["floatingips"].Any(address => Text(address, "port_id") == Text(port, "id"))).Select(port => Text(port, "device_id"));
        var members = store["members"].Select(member => Text(member, "address")).ToHashSet();
        var balanced = store["ports"].Where(port => members.Contains(Text(port["fixed_ips"]![0]!.AsObject(), "ip_address"))).Select(port => Text(port, "device_id"));
        var reached = (members.Count > 0 ? direct.Concat(balanced) : direct).ToHashSet();
        return reached.Contains;
    }
}
