using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;

namespace Reeve.Host.Edge.Networking;

/// <summary>Reads the routes of a request: nothing of it reaches a program that is not an address, a network or the name of a device.</summary>
internal static partial class RouteReader
{
    /// <summary>Reads them.</summary>
    /// <exception cref="Clusters.Serving.ApiException">One of them is wrong.</exception>
    public static IReadOnlyList<IPRoute> Read(RouteRequest request)
    {
        if (request.Routes.Count == 0)
        {
            throw EdgeBody.Invalid("routes", "must have an entry");
        }

        return [.. request.Routes.Select(static (route, i) => Read(route, $"routes[{i}]"))];
    }

    private static IPRoute Read(Route route, string field)
    {
        if (!IPNetwork.TryParse(route.Subnet, out var subnet))
        {
            throw EdgeBody.Invalid($"{field}.subnet", $"must be a network such as 10.201.0.0/24; \"{route.Subnet}\" is none");
        }

        if (subnet.PrefixLength == 0)
        {
            throw EdgeBody.Invalid($"{field}.subnet", "is everything: the machine's default route is not changed here");
        }

        IPAddress? gateway = null;
        if (route.Gateway.Length > 0 && (!IPAddress.TryParse(route.Gateway, out gateway) || gateway.AddressFamily != subnet.BaseAddress.AddressFamily))
        {
            throw EdgeBody.Invalid($"{field}.gateway", $"must be an address of the family of the subnet; \"{route.Gateway}\" is none");
        }

        if (route.Dev.Length > 0 && !Device().IsMatch(route.Dev))
        {
            throw EdgeBody.Invalid($"{field}.dev", "must be the name of a network device");
        }

        return route.Gateway.Length + route.Dev.Length == 0
            ? throw EdgeBody.Invalid($"{field}.gateway", "or dev must be there")
            : new IPRoute(TextOf(subnet), gateway?.ToString() ?? "", route.Dev);
    }

    // As the kernel's own tools write it: a single machine has no length.
    private static string TextOf(IPNetwork subnet) =>
        subnet.PrefixLength == (subnet.BaseAddress.AddressFamily is AddressFamily.InterNetworkV6 ? 128 : 32) ? subnet.BaseAddress.ToString() : subnet.ToString();

    // IFNAMSIZ is 16 with the zero at its end; a name never begins with a dash, so that it is no option.
    [GeneratedRegex(@"^[A-Za-z0-9_][-A-Za-z0-9_.@:]{0,14}\z")]
    private static partial Regex Device();
}
