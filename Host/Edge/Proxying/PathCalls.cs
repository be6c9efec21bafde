using Reeve.AspNetCore.Clusters.Routes;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Edge.Proxying;

/// <summary><c>/v1/proxy</c>: paths of the HTTPS address. All entries of a request are done, or none.</summary>
/// <param name="proxy">The proxy.</param>
/// <param name="https">Where paths are served.</param>
internal sealed class PathCalls(IProxyService proxy, string https)
{
    /// <summary>Adds, deletes or lists.</summary>
    public async Task HandleAsync(ApiCall call)
    {
        var request = await EdgeBody.ReadAsync<ProxyRequest>(call);
        await EdgeBody.WriteAsync(call, request.Message switch
        {
            "add" => await AddAsync(call, request),
            "delete" => await DeleteAsync(call, request),
            "list" => List(),
            _ => throw EdgeBody.Unknown(request.Message, "add, delete or list"),
        });
    }

    private async Task<ProxyResponse> AddAsync(ApiCall call, ProxyRequest request)
    {
        var paths = Paths(request).ToList();
        var fields = new DocumentFields();
        var added = new List<EdgePath>();
        for (var i = 0; i < paths.Count; i++)
        {
            added.Add(new EdgePath(paths[i], Origins.Http(request.Proxies[i].Origin, $"proxies[{i}].origin")));
            fields.Add(PathDocument.NameOf(paths[i]), $"proxies[{i}]");
        }

        await fields.ChangeAsync(proxy, spec => added.Aggregate(spec, (next, path) => PathDocument.Add(next, path, https)), call.Caller.ToString(), call.Aborted);
        return Answer(request);
    }

    private async Task<ProxyResponse> DeleteAsync(ApiCall call, ProxyRequest request)
    {
        var paths = Paths(request).ToList();
        await new DocumentFields().ChangeAsync(proxy, spec => paths.Aggregate(spec, PathDocument.Remove), call.Caller.ToString(), call.Aborted);
        return Answer(request);
    }

    private ProxyResponse List()
    {
        var paths = PathDocument.Read(proxy.Current?.Spec ?? new ProxySpec());
        return new ProxyResponse
        {
            Message = "list",
            Status = $"map[{string.Join(' ', paths.Select(static path => $"{path.Path}:{path.Origin}"))}]",
            Proxies = { paths.Select(static path => new Proxy { Path = path.Path, Origin = path.Origin }) },
        };
    }

    private static ProxyResponse Answer(ProxyRequest request) =>
        new() { Message = request.Message, Status = EdgeBody.Ok, Results = { EdgeBody.Results([.. request.Proxies.Select(static one => one.Path)]) } };

    private static IEnumerable<string> Paths(ProxyRequest request)
    {
        if (request.Proxies.Count == 0)
        {
            throw EdgeBody.Invalid("proxies", "must have an entry");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Proxies.Count; i++)
        {
            var path = EdgePath.Normalise(request.Proxies[i].Path);
            if (!path.StartsWith('/'))
            {
                throw EdgeBody.Invalid($"proxies[{i}].path", $"must begin with a slash; \"{request.Proxies[i].Path}\" does not");
            }

            yield return seen.Add(path) ? path : throw EdgeBody.Invalid($"proxies[{i}].path", $"is {path}, as that of another entry");
        }
    }
}
