using System.Globalization;
using Reeve.Testing;
using Reeve.Testing.Systemd;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>
/// The switch and the router of a cloud, in the network of this process, which is theirs alone: what Neutron's agents would make of ports and floating
/// addresses. They go with that network.
/// </summary>
internal sealed class Wire
{
    /// <summary>The router's address on the network <c>10.101.101.0/24</c>.</summary>
    public const string Gateway = "10.101.101.1";

    private const string Subnet = "10.101.101.0/24";
    private readonly HashSet<string> _floating = new(StringComparer.Ordinal);

    private Wire()
    {
    }

    public static async Task<Wire> StartAsync()
    {
        await RunAsync("ip", "link", "set", "lo", "up");
        await RunAsync("ip", "link", "add", "br0", "type", "bridge");
        await RunAsync("ip", "address", "add", $"{Gateway}/24", "dev", "br0");
        // Nobody serves metadata: programs that look for a cloud of their own (a kubelet for Amazon's) are told so at once.
        await RunAsync("ip", "address", "add", "169.254.169.254/32", "dev", "br0");
        await RunAsync("ip", "link", "set", "br0", "up");
        await RunAsync("sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv4.conf.all.send_redirects=0", "net.bridge.bridge-nf-call-iptables=0");
        // A machine that asks itself or its neighbour by a floating address is answered by the router.
        await RunAsync("iptables", "-t", "nat", "-A", "POSTROUTING", "-s", Subnet, "-m", "conntrack", "--ctstate", "DNAT", "-j", "MASQUERADE");
        return new Wire();
    }

    /// <summary>Puts a device with an address into a machine, and leads a subnet of pods there.</summary>
    public static async Task PlugAsync(SystemdMachine machine, int number, string address, string pods)
    {
        var port = string.Create(CultureInfo.InvariantCulture, $"port{number}");
        await RunAsync("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", machine.ProcessId);
        await RunAsync("ip", "link", "set", port, "master", "br0", "up");
        await RunAsync(machine.Enter, "ip", "address", "add", $"{address}/24", "dev", "eth0");
        await RunAsync(machine.Enter, "ip", "link", "set", "eth0", "up");
        await RunAsync(machine.Enter, "ip", "route", "add", "default", "via", Gateway);
        await RunAsync("ip", "route", "replace", pods, "via", address);
    }

    /// <summary>Leads floating addresses where they belong.</summary>
    public async Task FloatAsync(IReadOnlyDictionary<string, string> addresses)
    {
        foreach (var (floating, target) in addresses.Where(pair => _floating.Add(pair.Key)))
        {
            await RunAsync("ip", "address", "add", $"{floating}/32", "dev", "br0");
            foreach (var chain in (string[])["PREROUTING", "OUTPUT"])
            {
                await RunAsync("iptables", "-t", "nat", "-A", chain, "-d", floating, "-j", "DNAT", "--to-destination", target);
            }
        }
    }

    private static async Task RunAsync(params string[] command)
    {
        var result = await Tool.RunAsync(command[0], command[1..]);
        Assert.True(result.Succeeded, $"{string.Join(' ', command)}: {result}");
    }
}
