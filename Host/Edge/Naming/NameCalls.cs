using Reeve.Host.Clusters.Routes;
using Reeve.Host.Clusters.Serving;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;

namespace Reeve.Host.Edge.Naming;

/// <summary><c>/v1/fqdn</c>.</summary>
/// <param name="name">The agent's name; null where it has none.</param>
internal sealed class NameCalls(IEdgeName? name)
{
    /// <summary>Shows the agent's name and where it leads.</summary>
    public async Task ShowAsync(ApiCall call)
    {
        var request = await EdgeBody.ReadAsync<FQDNRequest>(call);
        if (request.Message is not ("" or "list"))
        {
            throw EdgeBody.Unknown(request.Message, "list; the name is set by agent.fqdn of the configuration, and its records are removed by command");
        }

        var answer = new FQDNResponse { Message = request.Message };
        if (name is null)
        {
            throw new ApiException(RpcCode.FailedPrecondition, "The agent has no name in DNS; set agent.fqdn in the configuration.");
        }

        if (name.Current is { } current)
        {
            answer.Status = current.Name;
            answer.Proxies.Add(new FQDN { Name = current.Name, Addresses = { current.Addresses.Select(static address => address.ToString()) } });
        }

        await EdgeBody.WriteAsync(call, answer);
    }
}
