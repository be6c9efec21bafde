using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Serving;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>Finds routes.</summary>
/// <param name="routes">All of them.</param>
internal sealed class RouteTable(IReadOnlyList<ApiRoute> routes)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; } = routes;

    /// <summary>Paths that are not there because of the configuration, by how they begin, with why.</summary>
    public IReadOnlyDictionary<string, string> Absent { get; init; } = new Dictionary<string, string>();

    /// <summary>How paths begin whose failures repeat their message as <c>error</c>; null for none.</summary>
    public string? RepeatsMessageBelow { get; init; }

    /// <summary>Finds the route of a request.</summary>
    /// <param name="method">The method; HEAD is GET.</param>
    /// <param name="path">The path.</param>
    /// <param name="allowed">The methods that the path has.</param>
    /// <returns>The route and the parts of the path that it names; null if there is none of this method.</returns>
    public (ApiRoute Route, IReadOnlyDictionary<string, string> Values)? Find(string method, string path, out IReadOnlyList<string> allowed)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var asked = HttpMethods.IsHead(method) ? HttpMethods.Get : method;
        var others = new List<string>();
        allowed = others;
        foreach (var route in Routes)
        {
            if (TryMatch(route.Segments, segments, out var values))
            {
                if (route.Method == asked)
                {
                    return (route, values);
                }

                others.Add(route.Method);
            }
        }

        return null;
    }

    /// <summary>The failure of a request without a route.</summary>
    public ApiException Missing(string method, string path, IReadOnlyList<string> allowed) =>
        Absent.Where(absent => path == absent.Key || path.StartsWith(absent.Key + "/", StringComparison.Ordinal)).Select(absent => absent.Value).FirstOrDefault() is { } why
        ? new ApiException(RpcCode.Unimplemented, why)
        : allowed.Count == 0
        ? new ApiException(RpcCode.NotFound, $"There is no {path} here; /openapi.json lists what there is.")
        : new ApiException(RpcCode.Unimplemented, $"{path} has no {method}, but {string.Join(", ", allowed)}.") { Status = StatusCodes.Status405MethodNotAllowed };

    private static bool TryMatch(string[] template, string[] path, [NotNullWhen(true)] out Dictionary<string, string>? values)
    {
        values = null;
        if (template.Length != path.Length)
        {
            return false;
        }

        var found = new Dictionary<string, string>();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i][0] == '{')
            {
                found[template[i][1..^1]] = path[i];
            }
            else if (template[i] != path[i])
            {
                return false;
            }
        }

        values = found;
        return true;
    }
}
