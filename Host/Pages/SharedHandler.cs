using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Serving;

namespace Reeve.Host.Pages;

/// <summary>Two that answer on one listener: what is below a path goes to one of them, everything else to the other.</summary>
/// <param name="path">The path.</param>
/// <param name="below">Answers what is below it.</param>
/// <param name="other">Answers everything else.</param>
internal sealed class SharedHandler(PathString path, IApiHandler below, IApiHandler other) : IApiHandler
{
    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) => (context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal) ? below : other).HandleAsync(context);
}
