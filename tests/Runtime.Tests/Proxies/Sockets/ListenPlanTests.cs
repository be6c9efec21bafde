using System.Net;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Runtime.Tests.Proxies.Sockets;

public sealed class ListenPlanTests
{
    private static readonly IPAddress[] Machine = [IPAddress.Loopback, IPAddress.Parse("192.0.2.2"), IPAddress.IPv6Loopback, IPAddress.Parse("2001:db8::2")];

    [Theory]
    [InlineData("http", ":8888", "http://127.0.0.1:8888", true, "192.0.2.2:8888 [2001:db8::2]:8888")]
    [InlineData("https", ":8888", "http://localhost:8888", true, "192.0.2.2:8888 [2001:db8::2]:8888")]
    [InlineData("tcp", "0.0.0.0:8888", "tcp://[::1]:8888", true, "192.0.2.2:8888 [2001:db8::2]:8888")]
    [InlineData("tcp", ":8888", "tcp://127.0.0.1:8888", false, "192.0.2.2:8888 [2001:db8::2]:8888")]
    [InlineData("udp", ":6666", "udp://127.0.0.1:6666", true, "192.0.2.2:6666 [2001:db8::2]:6666")]
    [InlineData("udp", ":6666", "udp://127.0.0.1:6667", true, "127.0.0.1:6666 192.0.2.2:6666 [::1]:6666 [2001:db8::2]:6666")]
    [InlineData("udp", ":6666", "udp://127.0.0.1:6667", false, "[::]:6666")]
    [InlineData("http", ":8888", "http://127.0.0.1:8889", true, "[::]:8888")]
    [InlineData("http", ":8888", "http://10.0.0.1:8888", true, "[::]:8888")]
    [InlineData("http", "192.0.2.2:8888", "http://127.0.0.1:8888", true, "192.0.2.2:8888")]
    public void EndPoints_ByWhereTheListenerLeads_LoopbackIsLeftOutWhereItMust(string protocol, string address, string upstream, bool takesSockets, string expected)
    {
        var plan = new ListenPlan(ServedProxy.Document(protocol, address, upstream), Machine, takesSockets);

        var endPoints = plan.EndPoints("web", Transport.Parse(protocol), ListenAddress.Parse(address)!);

        Assert.Equal(expected, string.Join(' ', endPoints));
    }

    [Theory]
    [InlineData("http", "127.0.0.1:8888", "http://127.0.0.1:8888", true)]
    [InlineData("tcp", "[::1]:8888", "tcp://[::1]:8888", true)]
    [InlineData("udp", "127.0.0.1:6666", "udp://localhost:6666", true)]
    [InlineData("http", ":8888", "http://0.0.0.0:8888", true)]
    [InlineData("http", ":8888", "http://127.0.0.1:8888", false)]
    [InlineData("http", "127.0.0.1:8888", "http://127.0.0.2:8888", false)]
    [InlineData("http", "192.0.2.2:8888", "http://192.0.2.2:8889", false)]
    public void Validate_ServerIsTheListenerItself_Refused(string protocol, string address, string upstream, bool refused)
    {
        var errors = ProxySpecValidator.Validate(ServedProxy.Document(protocol, address, upstream));

        Assert.Equal(refused ? ["routes[0].listeners[0]"] : [], errors.Select(error => error.Field));
    }
}
