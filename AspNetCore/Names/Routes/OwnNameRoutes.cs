using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Names.Wire;

namespace Reeve.AspNetCore.Names.Routes;

/// <summary>The API of the agent's own name: <c>/api/v1/name</c>.</summary>
/// <param name="name">The name.</param>
internal sealed class OwnNameRoutes(IOwnName name)
{
    /// <summary>Where they begin.</summary>
    public const string Prefix = "/api/v1/name";

    /// <summary>Makes them.</summary>
    public IEnumerable<ApiRoute> Create() =>
    [
        Route("GET", "GetOwnName", "Shows the name under which the agent's machine is reached.", call => WriteAsync(call, name.State)),
        Route("PUT", "RegisterOwnName", "Writes the name's records now, also after they were removed.", async call => await WriteAsync(call, await name.RegisterAsync(call.Aborted))) with
        {
            Role = ApiRole.Operate,
            Mutates = true,
        },
        Route("DELETE", "RemoveOwnName", "Removes the name's records, until they are written again by command.", async call => await WriteAsync(call, await name.RemoveAsync(call.Aborted))) with
        {
            Role = ApiRole.Operate,
            Mutates = true,
        },
    ];

    private static ApiRoute Route(string method, string id, string summary, Func<ApiCall, Task> handler) =>
        new() { Method = method, Path = Prefix, Id = id, Summary = summary, Handler = handler, Gives = typeof(OwnNameDocument) };

    private static Task WriteAsync(ApiCall call, OwnNameState state) => call.WriteAsync(
        new OwnNameDocument
        {
            Name = state.Name,
            Addresses = [.. state.Addresses.Select(static address => address.ToString())],
            Phase = state switch { { IsRemoved: true } => "Removed", { Problem: not null } => "Failed", { Addresses.Count: > 0 } => "Registered", _ => "Pending" },
            Written = WireTimes.Text(state.Written),
            Problem = state.Problem,
        },
        ApiJson.TypeInfo<OwnNameDocument>());
}
