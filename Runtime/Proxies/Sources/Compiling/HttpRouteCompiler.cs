using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Sources.Model;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Makes routes of HTTPRoutes. What a rule asks for beyond what the proxy can do is not served in another way instead: the rule is left out.</summary>
/// <param name="names">Names.</param>
/// <param name="gateways">Gateways that can be attached to.</param>
/// <param name="groups">Servers.</param>
/// <param name="builder">Takes what is made.</param>
/// <param name="capabilities">What the proxy's provider can do; null for everything.</param>
internal sealed class HttpRouteCompiler(SourceNames names, GatewayCompiler gateways, GroupCompiler groups, PlanBuilder builder, ProxyCapabilities? capabilities)
{
    private const int MostWeight = 1000;

    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);

    /// <summary>Whether a route attaches to one of the gateways.</summary>
    public static bool IsMeant(HttpRoute route, IReadOnlySet<string> gateways) => route.Metadata.DeletionTimestamp is null
        && route.Spec.ParentRefs.Any(parent => parent.Kind is null or "Gateway" && gateways.Contains($"{parent.Namespace ?? route.Metadata.Namespace}/{parent.Name}"));

    /// <summary>Adds a route.</summary>
    public void Add(HttpRoute route, SourceOutcome outcome)
    {
        var places = route.Spec.ParentRefs.SelectMany(parent => gateways.Find(route, parent)).DistinctBy(static place => (place.Gateway, place.Listener.Name))
            .Select(place => (place.Name, Hosts: place.Hosts(route))).Where(static place => place.Hosts is not null).ToList();
        if (places.Count == 0)
        {
            outcome.Refuse(new SourceProblem("NotAttached", "No listener of a gateway takes it: by name, namespace or host."));
            return;
        }

        // Listeners that serve the same hosts share routes.
        foreach (var same in places.GroupBy(static place => string.Join(',', place.Hosts!)))
        {
            var (hosts, listeners) = (same.First().Hosts!, same.Select(static place => place.Name).Distinct().ToList());
            for (var i = 0; i < route.Spec.Rules.Count; i++)
            {
                Add(route, i, hosts, listeners, outcome);
            }
        }
    }

    private void Add(HttpRoute route, int index, IReadOnlyList<string> hosts, IReadOnlyList<string> listeners, SourceOutcome outcome)
    {
        var rule = route.Spec.Rules[index];
        if (Unsupported(rule) is { } reason)
        {
            outcome.Problems.Add(SourceProblem.Unsupported(string.Create(CultureInfo.InvariantCulture, $"Rule {index} {reason}.")));
            return;
        }

        var owner = SourceOutcome.KeyOf(route);
        var group = GroupOf(route, index, outcome);
        if (group is not null)
        {
            builder.Add(group, owner);
        }

        foreach (var match in rule.Matches.DefaultIfEmpty(new HttpRouteMatch()))
        {
            var made = Match(match) with
            {
                Listeners = listeners,
                Hosts = hosts,
                PreserveHost = true,
                RequestHeaders = Modified(rule.Filters.Select(static filter => filter.RequestHeaderModifier)),
                ResponseHeaders = Modified(rule.Filters.Select(static filter => filter.ResponseHeaderModifier)),
                Upstream = group?.Name,
                Response = group is null ? new ProxyResponseSpec { Status = 503, Body = "no server is available\n" } : null,
            };
            string[] identity = [string.Join(',', listeners), string.Join(',', hosts), PathOf(match).Key, string.Join(',', made.Methods), string.Join(',', made.Headers.Select(static header => $"{header.Key}={header.Value}"))];
            if (!_taken.TryAdd(string.Join('\n', identity), owner))
            {
                outcome.Problems.Add(SourceProblem.Conflict($"The path {PathOf(match)} belongs to {_taken[string.Join('\n', identity)]}."));
                continue;
            }

            builder.Add(made with { Name = names.Name("route", [route.Metadata.Namespace ?? "", route.Metadata.Name, .. identity]) }, owner);
        }
    }

    private static PathMatch PathOf(HttpRouteMatch match) => PathMatch.Of(match.Path?.Type, match.Path?.Value);

    private static ProxyRouteSpec Match(HttpRouteMatch match) => new()
    {
        PathPrefix = PathOf(match).Prefix,
        ExactPath = PathOf(match).Exact,
        PathRegex = PathOf(match).Regex,
        Methods = match.Method is { } method ? [method] : [],
        Headers = match.Headers.DistinctBy(static header => header.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(static header => header.Name ?? "", static header => header.Value),
    };

    private string? Unsupported(HttpRouteRule rule) =>
        rule.Matches.Select(static match => match.Path?.Type).FirstOrDefault(static type => type is not (null or "PathPrefix" or "Exact" or "RegularExpression")) is { } path ? $"asks for paths of the type {path}, which the proxy does not know"
        : rule.Matches.Select(match => PathOf(match).Problem(capabilities)).FirstOrDefault(static problem => problem is not null) is { } lack ? $"asks for a path that {lack}"
        : rule.Matches.Any(static match => match.QueryParams.Count > 0) ? "asks for query parameters, which the proxy does not look at"
        : rule.Matches.Any(static match => match.Headers.Any(static header => header.Type is not (null or "Exact"))) ? "asks for headers by regular expressions"
        : rule.Filters.FirstOrDefault(static filter => filter is not ({ Type: "RequestHeaderModifier" } or { Type: "ResponseHeaderModifier" })) is { } filter ? $"has a filter {filter.Type}"
        : rule.Filters.Any(static filter => filter.RequestHeaderModifier?.Add.Count > 0 || filter.ResponseHeaderModifier?.Add.Count > 0) ? "adds to headers, which the proxy can only set or take away"
        : null;

    private static Dictionary<string, string> Modified(IEnumerable<HeaderModifier?> modifiers)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var modifier in modifiers.OfType<HeaderModifier>())
        {
            foreach (var header in modifier.Set)
            {
                headers[header.Name ?? ""] = header.Value;
            }

            foreach (var name in modifier.Remove)
            {
                headers[name] = "";
            }
        }

        return headers;
    }

    private ProxyUpstreamGroupSpec? GroupOf(HttpRoute route, int index, SourceOutcome outcome)
    {
        var found = new List<(ProxyUpstreamGroupSpec Group, int Weight)>();
        foreach (var backend in route.Spec.Rules[index].BackendRefs.Where(static one => one.Weight is null or > 0))
        {
            var problem = backend is { Kind: not (null or "Service") } || (backend.Namespace is { } ns && ns != route.Metadata.Namespace)
                ? SourceProblem.Unsupported($"The backend {backend.Name} is no service of the route's namespace.")
                : null;
            var group = problem is null ? groups.Find(route.Metadata.Namespace, backend.Name, null, backend.Port, out problem) : null;
            if (group is null)
            {
                outcome.Problems.Add(problem!);
            }
            else
            {
                found.Add((group, backend.Weight ?? 1));
            }
        }

        if (found.Count <= 1)
        {
            return found.FirstOrDefault().Group;
        }

        // A service's share is divided among its servers.
        var most = found.Max(static one => (double)one.Weight / one.Group.Members.Count);
        var members = found.SelectMany(one => one.Group.Members.Select(member => member with
        {
            Weight = Math.Max(1, (int)Math.Round(MostWeight * (double)one.Weight / one.Group.Members.Count / most)),
        }));
        return new ProxyUpstreamGroupSpec
        {
            Name = names.Name("mix", route.Metadata.Namespace ?? "", route.Metadata.Name, index.ToString(CultureInfo.InvariantCulture)),
            Members = [.. members.DistinctBy(static member => member.Address)],
        };
    }
}
