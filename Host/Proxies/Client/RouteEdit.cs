using Reeve.Host.CommandLine;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Proxies.Client;

/// <summary>Adds and removes single routes of a document. Pure.</summary>
internal static class RouteEdit
{
    /// <summary>A document with a route, in place of one of the same name. Its servers are a group of that name.</summary>
    /// <exception cref="CommandException">What is wished makes no sense.</exception>
    public static ProxySpec Add(ProxySpec spec, RouteWish wish)
    {
        if (wish is { Exact: true, Path: null } or { Exact: true, Strip: true })
        {
            throw CommandException.Usage("--exact goes with --path, and not with --strip.");
        }

        var protocol = ProtocolOf(wish);
        var listener = FindListener(spec, wish, protocol);
        var name = wish.Route ?? NameOf(wish, listener);
        var route = new ProxyRouteSpec
        {
            Name = name,
            Listeners = [listener.Name],
            Hosts = wish.Hosts,
            PathPrefix = wish.Exact ? null : wish.Path,
            ExactPath = wish.Exact ? wish.Path : null,
            StripPrefix = wish.Strip,
            PreserveHost = wish.PreserveHost,
            AllowedSources = wish.Allow,
            Upstream = name,
        };
        var group = new ProxyUpstreamGroupSpec { Name = name, Members = [.. wish.To.Select(static address => new ProxyUpstreamSpec { Address = address })] };
        return spec with
        {
            Listeners = [.. spec.Listeners.Where(other => other.Name != listener.Name), listener],
            Routes = [.. spec.Routes.Where(other => other.Name != name), route],
            Upstreams = [.. spec.Upstreams.Where(other => other.Name != name), group],
        };
    }

    /// <summary>A document without routes, and without servers and listeners that nothing else uses.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="names">The routes.</param>
    /// <exception cref="CommandException">There is no such route.</exception>
    public static ProxySpec Remove(ProxySpec spec, IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => spec.Routes.All(route => route.Name != name)) is { } unknown)
        {
            throw CommandException.Failed($"There is no route {unknown}; there are {string.Join(", ", spec.Routes.Select(static route => route.Name))}.");
        }

        var gone = spec.Routes.Where(route => names.Contains(route.Name)).ToList();
        var left = spec.Routes.Where(route => !names.Contains(route.Name)).ToList();
        return spec with
        {
            Routes = left,
            Upstreams = [.. spec.Upstreams.Where(group => gone.All(route => route.Upstream != group.Name) || left.Any(route => route.Upstream == group.Name))],
            Listeners = [.. spec.Listeners.Where(listener => !gone.Any(route => route.Listeners.Contains(listener.Name)) || left.Any(route => route.Listeners.Contains(listener.Name)))],
        };
    }

    private static string ProtocolOf(RouteWish wish)
    {
        if (wish.Protocol is { } said)
        {
            return said;
        }

        var schemes = wish.To.Select(static address => address.Split("://")[0]).Distinct().ToList();
        return (schemes, wish.Tls) switch
        {
            (["http" or "https"] or ["http", "https"] or ["https", "http"], true) => "https",
            (["http" or "https"] or ["http", "https"] or ["https", "http"], false) => "http",
            (["tcp"], true) => "tls",
            (["tcp"], false) => "tcp",
            (["udp"], false) => "udp",
            _ => throw CommandException.Usage("--to takes servers of one kind: http://, https://, tcp:// or udp:// with host and port; --tls goes with the first three."),
        };
    }

    private static ProxyListenerSpec FindListener(ProxySpec spec, RouteWish wish, string protocol)
    {
        if (wish.Listen is not { } address)
        {
            var fitting = spec.Listeners.Where(listener => listener.Protocol == protocol).ToList();
            return fitting.Count switch
            {
                1 => fitting[0],
                0 => throw CommandException.Usage($"There is no {protocol} listener yet; say where to listen with --listen, such as --listen :8080."),
                _ => throw CommandException.Usage($"There are several {protocol} listeners: {string.Join(", ", fitting.Select(static listener => listener.Address))}; say which with --listen."),
            };
        }

        var there = spec.Listeners.FirstOrDefault(listener => listener.Address == address && listener.Protocol is "udp" == (protocol is "udp"));
        if (there is not null)
        {
            return there.Protocol == protocol
                ? there
                : throw CommandException.Usage($"The listener {there.Name} has {address} already and speaks {there.Protocol}, not {protocol}; choose another address, or remove its routes first.");
        }

        var name = $"{protocol.ToLowerInvariant()}-{address[(address.LastIndexOf(':') + 1)..]}";
        return new ProxyListenerSpec { Name = Free(name, spec.Listeners.Select(static listener => listener.Name)), Protocol = protocol, Address = address };
    }

    // Of letters, digits and dashes, as names are.
    private static string NameOf(RouteWish wish, ProxyListenerSpec listener)
    {
        var words = string.Join('-', ((string?[])[wish.Hosts.FirstOrDefault(), wish.Path, wish.Exact ? "exact" : null]).OfType<string>());
        var name = new string([.. words.ToLowerInvariant().Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
        var trimmed = string.Join('-', name.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return trimmed.Length is > 0 and <= 63 ? trimmed : listener.Name;
    }

    private static string Free(string name, IEnumerable<string> taken)
    {
        var others = taken.ToHashSet(StringComparer.Ordinal);
        return others.Contains(name) ? Enumerable.Range(2, others.Count + 1).Select(number => $"{name}-{number}").First(one => !others.Contains(one)) : name;
    }
}
