using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Pages.Routes;

/// <summary>What can be done on the status page by those who have signed in.</summary>
/// <param name="operations">Operations on clusters; null for none.</param>
/// <param name="plugins">Plugins; null for none.</param>
internal sealed class ActionCalls(IOperationEngine? operations, IPluginManager? plugins)
{
    /// <summary>Makes their routes.</summary>
    public IEnumerable<ApiRoute> Create()
    {
        if (operations is { } engine)
        {
            yield return Post("/operations/{id}/cancel", "CancelOperation", "Takes an operation back.", ApiRole.Operate, call => Turn(call, engine, engine.Cancel)) with { KnowsTenants = true };
            yield return Post("/operations/{id}/retry", "RetryOperation", "Lets an operation that is stuck try again.", ApiRole.Operate, call => Turn(call, engine, engine.Retry)) with { KnowsTenants = true };
            yield return Post("/operations/{id}/abandon", "AbandonOperation", "Gives up an operation that is stuck.", ApiRole.Operate, call => Turn(call, engine, engine.Abandon)) with { KnowsTenants = true };
        }

        if (plugins is { } manager)
        {
            yield return Post("/plugins/rescan", "RescanPlugins", "Takes over what has changed in the plugin directories, and tries again what failed.", ApiRole.Admin, async call =>
            {
                await manager.RescanAsync(call.Aborted);
                Done(call);
            });
        }
    }

    private static ApiRoute Post(string path, string id, string summary, ApiRole role, Func<ApiCall, Task> handler) => new()
    {
        Method = "POST",
        Path = StatusPage.Path + path,
        Id = id,
        Summary = summary,
        Role = role,
        Mutates = true,
        Handler = call => call.Caller.Session is null
            ? throw new ApiException(RpcCode.Unauthenticated, "Sign in first: without that the page only shows how things are.")
            : handler(call),
    };

    private static Task Turn(ApiCall call, IOperationEngine engine, Action<string> turn)
    {
        var id = call.Values["id"];
        if (engine.Find(id) is { } operation && !call.Caller.Sees(operation.Cluster.Tenant))
        {
            throw TenantScope.Missing("operation", id);
        }

        turn(id);
        Done(call);
        return Task.CompletedTask;
    }

    private static void Done(ApiCall call) => call.Context.Response.StatusCode = StatusCodes.Status204NoContent;
}
