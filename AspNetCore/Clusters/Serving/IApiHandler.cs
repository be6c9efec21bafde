using Microsoft.AspNetCore.Http;

namespace Reeve.AspNetCore.Clusters.Serving;

/// <summary>Answers the requests of a listener, failures included. Thread-safe.</summary>
internal interface IApiHandler
{
    /// <summary>Answers one.</summary>
    /// <param name="context">The request; <c>Features.Get&lt;ApiListener&gt;()</c> is where it came in.</param>
    Task HandleAsync(HttpContext context);
}
