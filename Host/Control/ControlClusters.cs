using System.Net;
using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Serving;

namespace Reeve.Host.Control;

/// <summary>The REST API of clusters behind the socket: whoever may open it may do everything.</summary>
internal sealed class ControlClusters(IApiHandler handler)
{
    private readonly ApiListener _listener = new() { Name = "socket", EndPoint = new IPEndPoint(IPAddress.Loopback, 0), Handler = handler, Stranger = "local", IsPrivate = true };

    /// <summary>Handles one request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        context.Features.Set(_listener);
        return handler.HandleAsync(context);
    }
}
