using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Names;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;

namespace Reeve.Host.Edge.Naming;

/// <summary><c>/v1/fqdn</c>: the agent's own name in DNS, and no other.</summary>
/// <param name="name">The agent's name; null where it has none.</param>
internal sealed class NameCalls(IOwnName? name)
{
    /// <summary>Shows the name, writes its records, or takes them away.</summary>
    public async Task HandleAsync(ApiCall call)
    {
        var request = await EdgeBody.ReadAsync<FQDNRequest>(call);
        if (name is null)
        {
            throw new ApiException(RpcCode.FailedPrecondition, "The agent has no name in DNS; set agent.fqdn in the configuration.");
        }

        for (var i = 0; i < request.Proxies.Count; i++)
        {
            if (!string.Equals(request.Proxies[i].Name, name.State.Name, StringComparison.OrdinalIgnoreCase))
            {
                throw EdgeBody.Invalid($"proxies[{i}].name", $"must be {name.State.Name}, the agent's own name; \"{request.Proxies[i].Name}\" is not");
            }
        }

        var state = request.Message switch
        {
            "" or "list" => name.State,
            "add" => await name.RegisterAsync(call.Aborted),
            "delete" => await name.RemoveAsync(call.Aborted),
            _ => throw EdgeBody.Unknown(request.Message, "add, delete or list"),
        };
        await EdgeBody.WriteAsync(call, new FQDNResponse
        {
            Message = request.Message,
            Status = request.Message is "add" or "delete" ? EdgeBody.Ok : state.Name,
            Proxies = { new FQDN { Name = state.Name, Addresses = { state.Addresses.Select(static address => address.ToString()) } } },
        });
    }
}
