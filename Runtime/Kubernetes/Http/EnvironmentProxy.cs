using System.Globalization;
using System.Net;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>
/// The proxy that the environment names for a server: <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c> (or in lower case), read as
/// other Kubernetes programs read them, address ranges included, which the platform does not know.
/// </summary>
internal static class EnvironmentProxy
{
    /// <summary>The proxy; null for none.</summary>
    public static Uri? Find(Uri server, Func<string, string?> environment)
    {
        var proxy = Read(environment, server.Scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY");
        if (proxy is null || server.IsLoopback || Exceptions(environment).Any(exception => Matches(exception, server)))
        {
            return null;
        }

        var full = proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy;
        return Uri.TryCreate(full, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "socks5" ? address : null;
    }

    private static string? Read(Func<string, string?> environment, string name) =>
        (environment(name) ?? environment(name.ToLowerInvariant())) is { Length: > 0 } value ? value : null;

    private static IEnumerable<string> Exceptions(Func<string, string?> environment) =>
        (Read(environment, "NO_PROXY") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool Matches(string exception, Uri server)
    {
        if (exception == "*")
        {
            return true;
        }

        if (IPNetwork.TryParse(exception, out var range))
        {
            return IPAddress.TryParse(server.IdnHost, out var member) && range.Contains(member);
        }

        var (host, port) = Split(exception);
        return (port is null || port == server.Port)
            && (IPAddress.TryParse(host, out var address)
                ? IPAddress.TryParse(server.IdnHost, out var own) && own.Equals(address)
                : MatchesName(host, server.IdnHost));
    }

    // "example.org" is for the name and what is below it, ".example.org" and "*.example.org" for what is below it alone.
    private static bool MatchesName(string exception, string host)
    {
        var name = exception.StartsWith("*.", StringComparison.Ordinal) ? exception[1..] : exception;
        return host.Equals(name, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(name.StartsWith('.') ? name : "." + name, StringComparison.OrdinalIgnoreCase);
    }

    private static (string Host, int? Port) Split(string exception)
    {
        if (exception.StartsWith('[') && exception.IndexOf(']') is var end and > 0)
        {
            return (exception[1..end], exception.Length > end + 1 ? Port(exception[(end + 2)..]) : null);
        }

        // More than one colon is an address of IPv6, without a port.
        return exception.IndexOf(':') is var colon and >= 0 && colon == exception.LastIndexOf(':')
            ? (exception[..colon], Port(exception[(colon + 1)..]))
            : (exception, null);
    }

    private static int Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : -1;
}
