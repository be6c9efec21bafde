using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>Rules for groups of servers.</summary>
internal static class UpstreamRules
{
    private static readonly string[] Schemes = ["http", "https", "tcp", "udp"];
    private static readonly string[] Policies = ["PowerOfTwoChoices", "RoundRobin", "LeastRequests", "Random", "First"];

    public static void Check(ProxySpec spec, SpecErrors errors)
    {
        errors.Names("upstreams", spec.Upstreams.Select(group => group.Name));
        for (var i = 0; i < spec.Upstreams.Count; i++)
        {
            var (group, field) = (spec.Upstreams[i], $"upstreams[{i}]");
            CheckMembers(group, field, errors);
            CheckPolicies(group, field, errors);
        }
    }

    /// <summary>The scheme of a group's servers; null if there is none that is valid.</summary>
    public static string? SchemeOf(ProxyUpstreamGroupSpec group) =>
        group.Members.Select(member => Parse(member.Address)?.Scheme).FirstOrDefault(scheme => scheme is not null);

    /// <summary>An address of a server, or null.</summary>
    public static Uri? Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme) && uri.Host.Length > 0 && uri.Port > 0
        && uri.UserInfo.Length == 0 && uri.AbsolutePath is "/" or "" && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : null;

    private static void CheckMembers(ProxyUpstreamGroupSpec group, string field, SpecErrors errors)
    {
        if (group.Members.Count == 0)
        {
            errors.Required($"{field}.members");
        }

        HashSet<Uri> seen = [];
        for (var i = 0; i < group.Members.Count; i++)
        {
            var (member, place) = (group.Members[i], $"{field}.members[{i}]");
            if (Parse(member.Address) is not { } address)
            {
                errors.Invalid($"{place}.address", member.Address, "must be http://host:port, https://host:port, tcp://host:port or udp://host:port");
            }
            else if (address.Scheme != SchemeOf(group))
            {
                errors.Invalid($"{place}.address", member.Address, "must have the scheme of the other members");
            }
            else if (!seen.Add(address))
            {
                errors.Add($"{place}.address", $"Duplicate value: \"{member.Address}\"");
            }

            errors.Range($"{place}.weight", member.Weight, 1, 1000);
            if (member.ServerName is { } name)
            {
                errors.Hosts($"{place}.serverName", [name]);
            }
        }
    }

    private static void CheckPolicies(ProxyUpstreamGroupSpec group, string field, SpecErrors errors)
    {
        var scheme = SchemeOf(group);
        if (!Policies.Contains(group.LoadBalancing))
        {
            errors.Add($"{field}.loadBalancing", $"Unsupported value: \"{group.LoadBalancing}\": supported values: {string.Join(", ", Policies.Select(name => $"\"{name}\""))}");
        }

        if (group.AffinityCookie is { } cookie && (!Patterns.Token().IsMatch(cookie) || scheme is not ("http" or "https")))
        {
            errors.Invalid($"{field}.affinityCookie", cookie, "must be the name of a cookie, in a group of HTTP servers");
        }

        if (group.SendProxyProtocol && scheme is not "tcp")
        {
            errors.Add($"{field}.sendProxyProtocol", "Forbidden: only for tcp servers; HTTP servers get Forwarded headers");
        }

        errors.Range($"{field}.proxyProtocolVersion", group.ProxyProtocolVersion, 1, 2);
        errors.Duration($"{field}.connectTimeout", group.ConnectTimeout);
        errors.Range($"{field}.breakAfter", group.BreakAfter, 0, 1000);
        errors.Duration($"{field}.breakDuration", group.BreakDuration);
        errors.Range($"{field}.maxConnections", group.MaxConnections, 1, 1_000_000);
        if (group.HealthCheck is { } check)
        {
            errors.Duration($"{field}.healthCheck.interval", check.Interval);
            errors.Duration($"{field}.healthCheck.timeout", check.Timeout);
            errors.Range($"{field}.healthCheck.failureThreshold", check.FailureThreshold, 1, 1000);
            if (scheme is "udp" || (check.Path is not null && (scheme is "tcp" || !check.Path.StartsWith('/'))))
            {
                errors.Invalid($"{field}.healthCheck.path", check.Path, "must be a path for HTTP servers and absent for tcp servers; udp servers cannot be checked");
            }
        }
    }
}
