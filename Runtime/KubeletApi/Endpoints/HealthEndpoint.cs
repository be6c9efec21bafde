using System.Text;
using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/healthz</c> and <c>/healthz/{check}</c>.</summary>
internal sealed class HealthEndpoint(KubeletApiSetup setup, ResponseBody response)
{
    private readonly IReadOnlyList<KubeletHealthCheck> _checks =
    [
        new("ping", static () => null),
        new("log", static () => null),
        .. setup.HealthChecks,
        .. setup.HealthChecks.Any(static check => check.Name == "syncloop") ? (KubeletHealthCheck[])[] : [new("syncloop", static () => null)],
    ];

    public Task HandleAsync(HttpContext context, string? name)
    {
        if (name is null)
        {
            return WriteAsync(context, _checks, verbose: context.Request.Query.ContainsKey("verbose"));
        }

        return _checks.FirstOrDefault(check => check.Name == name) is { } one
            ? WriteAsync(context, [one], verbose: false)
            : throw new KubeletException(StatusCodes.Status404NotFound, "404 page not found");
    }

    private Task WriteAsync(HttpContext context, IReadOnlyList<KubeletHealthCheck> checks, bool verbose)
    {
        var text = new StringBuilder();
        var failed = false;
        foreach (var check in checks)
        {
            var problem = check.Check();
            failed |= problem is not null;
            text.Append(problem is null ? $"[+]{check.Name} ok\n" : $"[-]{check.Name} failed: {problem}\n");
        }

        context.Response.StatusCode = failed ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
        var body = failed ? text.Append("healthz check failed\n").ToString()
            : verbose ? text.Append("healthz check passed\n").ToString()
            : "ok";
        return response.WriteAsync(context, ResponseBody.Text, body);
    }
}
