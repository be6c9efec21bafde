using System.Globalization;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Edge.Proxying;

/// <summary><c>/v1/nginx</c>: named sets of ports. All ports of an instance are opened, or none.</summary>
/// <param name="proxy">The proxy.</param>
internal sealed class InstanceCalls(IProxyService proxy)
{
    /// <summary>Adds, deletes or lists.</summary>
    public async Task HandleAsync(ApiCall call)
    {
        var request = await EdgeBody.ReadAsync<NginxRequest>(call);
        await EdgeBody.WriteAsync(call, request.Message switch
        {
            "add" => await AddAsync(call, request),
            "delete" => await DeleteAsync(call, request),
            "list" => List(proxy.Current?.Spec ?? new ProxySpec()),
            _ => throw EdgeBody.Unknown(request.Message, "add, delete or list"),
        });
    }

    /// <summary>The instances of a document.</summary>
    public static IEnumerable<NginxInstance> Read(ProxySpec spec) => InstanceDocument.Names(spec).Select(name => new NginxInstance
    {
        Name = name,
        Ports =
        {
            InstanceDocument.Ports(spec, name).Select(static port => new NginxPort
            {
                Mexproto = PortKinds.NameOf(port.Kind),
                External = port.External.ToString(CultureInfo.InvariantCulture),
                Origin = new Uri(port.Origin).Authority,
                Path = port.Kind is PortKind.Http ? port.Path : "",
            }),
        },
    });

    private async Task<NginxResponse> AddAsync(ApiCall call, NginxRequest request)
    {
        if (!InstanceNames.IsValid(request.Name))
        {
            throw EdgeBody.Invalid("name", $"must be lower-case letters, digits and dashes, at most {InstanceNames.Longest}; \"{request.Name}\" is not");
        }

        var ports = PortReader.Read(request);
        var fields = new DocumentFields();
        for (var i = 0; i < ports.Count; i++)
        {
            // Of several paths of a port the first stands for the listener.
            var listener = InstanceNames.Listener(request.Name, ports[i].Kind, ports[i].External);
            var index = ports.Take(i).Count(other => other.Kind == ports[i].Kind && other.External == ports[i].External);
            fields.Add(InstanceNames.Route(listener, index), $"ports[{i}]");
        }

        await fields.ChangeAsync(proxy, spec => Add(spec, request.Name, ports), call.Caller.ToString(), call.Aborted);
        return new NginxResponse { Message = EdgeBody.Ok };
    }

    private async Task<NginxResponse> DeleteAsync(ApiCall call, NginxRequest request)
    {
        if (request.Name.Length == 0)
        {
            throw EdgeBody.Invalid("name", "must say which instance");
        }

        await new DocumentFields().ChangeAsync(proxy, spec => InstanceDocument.Remove(spec, request.Name), call.Caller.ToString(), call.Aborted);
        return new NginxResponse { Message = EdgeBody.Ok };
    }

    private static ProxySpec Add(ProxySpec spec, string name, IReadOnlyList<EdgePort> ports)
    {
        if (InstanceDocument.Names(spec).Contains(name))
        {
            throw EdgeBody.Invalid("name", $"is {name}, and there is such an instance already; delete it first", RpcCode.AlreadyExists);
        }

        for (var i = 0; i < ports.Count; i++)
        {
            if (InstanceDocument.Holder(spec, ports[i]) is { } holder)
            {
                throw EdgeBody.Invalid(
                    $"ports[{i}].external", string.Create(CultureInfo.InvariantCulture, $"is {ports[i].External}, which the listener {holder} has already"), RpcCode.AlreadyExists);
            }
        }

        return InstanceDocument.Add(spec, name, ports);
    }

    // The form in which the containers were listed.
    private static NginxResponse List(ProxySpec spec) => new()
    {
        Message = "list",
        Status = $"[{string.Concat(InstanceDocument.Names(spec).Select(static name => $"'{name}-nginx-lbproxy' "))}]",
        Instances = { Read(spec) },
    };
}
