using System.Globalization;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>Limits of requests for each client, with a burst of one second's worth.</summary>
internal static class RateModel
{
    public static List<string> Zones(ProxySnapshot snapshot) =>
    [
        .. snapshot.Routes.Where(route => route.RateLimit is not null)
            .Select(route => string.Create(CultureInfo.InvariantCulture, $"$reeve_client zone={ZoneOf(route.Name)}:4m rate={route.RateLimit}r/s")),
    ];

    public static string Limit(string route, int rate) => string.Create(CultureInfo.InvariantCulture, $"zone={ZoneOf(route)} burst={Math.Max(0, rate - 1)} nodelay");

    private static string ZoneOf(string route) => $"rate_{route}";
}
