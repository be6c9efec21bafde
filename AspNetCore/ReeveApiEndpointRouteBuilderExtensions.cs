using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reeve.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the API of clusters and proxies.</summary>
public static class ReeveApiEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the same REST and gRPC API that the <c>reeve</c> command serves. Who calls is the application's to find out, and what he may do:
    /// <c>MapReeveApi().RequireAuthorization(…)</c>. Callers whom it does not know are let in from this machine alone.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>Says more about all of these endpoints.</returns>
    /// <exception cref="InvalidOperationException"><c>AddReeveApi</c> or <c>AddReeve</c> was not called.</exception>
    public static IEndpointConventionBuilder MapReeveApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var api = endpoints.ServiceProvider.GetRequiredService<ReeveApi>();
        var group = endpoints.MapGroup("");
        foreach (var path in api.Paths)
        {
            group.Map(path, (RequestDelegate)api.HandleRestAsync);
        }

        foreach (var service in api.Services)
        {
            group.MapPost(service, (RequestDelegate)api.HandleGrpcAsync);
        }

        return group;
    }
}
