using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reeve.AspNetCore.Clusters.Serving;

namespace Reeve.Host.Serving;

/// <summary>Takes requests from the web server to the handler of the listener that they came in by.</summary>
internal sealed class ApiApplication : IHttpApplication<HttpContext>
{
    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public Task ProcessRequestAsync(HttpContext context) => context.Features.GetRequiredFeature<ApiListener>().Handler.HandleAsync(context);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // A request owns nothing.
    }
}
