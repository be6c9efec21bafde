using Reeve.AspNetCore.Clusters.Routes;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;

namespace Reeve.Host.Edge.Networking;

/// <summary><c>/v1/route</c>: the machine's IP routes. All entries of a request are done, or none.</summary>
/// <param name="routes">The routes.</param>
internal sealed class RouteCalls(IIPRoutes routes) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Adds, deletes or lists.</summary>
    public async Task HandleAsync(ApiCall call)
    {
        var request = await EdgeBody.ReadAsync<RouteRequest>(call);
        await EdgeBody.WriteAsync(call, request.Message switch
        {
            "add" => await ChangeAsync(request, Add, call.Aborted),
            "delete" => await ChangeAsync(request, Delete, call.Aborted),
            "list" => await ListAsync(call.Aborted),
            _ => throw EdgeBody.Unknown(request.Message, "add, delete or list"),
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<RouteResponse> ListAsync(CancellationToken cancellationToken)
    {
        var there = await routes.ListAsync(cancellationToken);
        return new RouteResponse
        {
            Message = "list",
            Status = $"[{string.Join(' ', there.Select(static route => $"{{{route.Subnet} {route.Gateway} {route.Device}}}"))}]",
            Routes = { there.Select(static route => new Route { Subnet = route.Subnet, Gateway = route.Gateway, Dev = route.Device }) },
        };
    }

    private async Task<RouteResponse> ChangeAsync(RouteRequest request, Func<IPRoute, IReadOnlyList<IPRoute>, Step?> plan, CancellationToken cancellationToken)
    {
        var wanted = RouteReader.Read(request);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var there = await routes.ListAsync(cancellationToken);
            await RunAsync([.. wanted.Select(route => plan(route, there)).OfType<Step>()]);
        }
        finally
        {
            _turn.Release();
        }

        return new RouteResponse { Message = request.Message, Status = EdgeBody.Ok, Results = { EdgeBody.Results([.. request.Routes.Select(static route => route.Subnet)]) } };
    }

    private Step? Add(IPRoute route, IReadOnlyList<IPRoute> there) =>
        there.Any(route.Means) ? null : new Step(cancellationToken => routes.AddAsync(route, cancellationToken), cancellationToken => routes.DeleteAsync(route, cancellationToken));

    private Step? Delete(IPRoute route, IReadOnlyList<IPRoute> there) => there.FirstOrDefault(route.Means) is { } found
        ? new Step(cancellationToken => routes.DeleteAsync(found, cancellationToken), cancellationToken => routes.AddAsync(found, cancellationToken))
        : null;

    // Not to be cancelled: what has begun comes to an end, one way or the other.
    private static async Task RunAsync(IReadOnlyList<Step> steps)
    {
        for (var done = 0; done < steps.Count; done++)
        {
            try
            {
                await steps[done].Do(CancellationToken.None);
            }
            catch
            {
                for (var back = done - 1; back >= 0; back--)
                {
                    await steps[back].Undo(CancellationToken.None);
                }

                throw;
            }
        }
    }

    private sealed record Step(Func<CancellationToken, Task> Do, Func<CancellationToken, Task> Undo);
}
