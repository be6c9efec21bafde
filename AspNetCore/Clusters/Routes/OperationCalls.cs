using Reeve.AspNetCore.Clusters.Mapping;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Runtime.Operations;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>Calls about operations.</summary>
/// <param name="operations">The operations.</param>
/// <param name="time">The clock.</param>
internal sealed class OperationCalls(IOperationEngine operations, TimeProvider time)
{
    private const string All = "/api/v1/clusters/{name}/operations";
    private const string One = "/api/v1/clusters/{name}/operations/{id}";

    /// <summary>Makes their routes.</summary>
    public IEnumerable<ApiRoute> Create() =>
    [
        Route("GET", All, "ListOperations", "Lists the operations of a cluster, latest first.", ListAsync) with { Gives = typeof(OperationListDocument), Role = ApiRole.Read, Mutates = false },
        Route("GET", One, "GetOperation", "Shows an operation with its steps and what they ran. Asked for as text/event-stream it goes on until the operation has ended.", GetAsync) with
        {
            Role = ApiRole.Read,
            Mutates = false,
            Streams = true,
            Query = [("watch", "true is the same as asking for text/event-stream.")],
        },
        Route("POST", $"{One}/cancel", "CancelOperation", "Takes an operation back.", call => TurnAsync(call, operations.Cancel)),
        Route("POST", $"{One}/retry", "RetryOperation", "Lets an operation that is stuck try again.", call => TurnAsync(call, operations.Retry)),
        Route("POST", $"{One}/abandon", "AbandonOperation", "Gives up an operation that is stuck: what is half done stays.", call => TurnAsync(call, operations.Abandon)),
    ];

    private static ApiRoute Route(string method, string path, string id, string summary, Func<ApiCall, Task> handler) =>
        new() { Method = method, Path = path, Id = id, Summary = summary, Handler = handler, KnowsTenants = true, Gives = typeof(OperationDocument), Role = ApiRole.Operate, Mutates = true };

    private Task ListAsync(ApiCall call) => call.WriteAsync(
        new OperationListDocument { Items = [.. operations.List(null).Where(operation => operation.Cluster.ToString() == call.Cluster).Select(OperationDocuments.Head)] },
        ApiJson.TypeInfo<OperationListDocument>());

    private Task GetAsync(ApiCall call)
    {
        var operation = Find(call);
        return call.WantsEvents
            ? new OperationEvents(call.Context.Response, time).WriteAsync(operations.WatchAsync(operation.Id, call.Aborted), call.Aborted)
            : call.WriteAsync(OperationDocuments.Of(operation), ApiJson.TypeInfo<OperationDocument>());
    }

    private Task TurnAsync(ApiCall call, Action<string> turn)
    {
        turn(Find(call).Id);
        return call.WriteAsync(OperationDocuments.Of(Find(call)), ApiJson.TypeInfo<OperationDocument>());
    }

    private Operation Find(ApiCall call) => operations.Find(call.Values["id"]) is { } operation && operation.Cluster.ToString() == call.Cluster
        ? operation
        : throw new ApiException(RpcCode.NotFound, $"The cluster {call.Cluster} has no operation {call.Values["id"]}.");
}
