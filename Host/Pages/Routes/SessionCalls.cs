using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Pages.Documents;

namespace Reeve.Host.Pages.Routes;

/// <summary>Signing in to the status page, and out again.</summary>
/// <param name="gate">Knows callers.</param>
internal sealed class SessionCalls(ApiGate gate)
{
    private const string Path = StatusPage.Path + "/session";

    /// <summary>Makes their routes.</summary>
    public IEnumerable<ApiRoute> Create() =>
    [
        new() { Method = "GET", Path = Path, Id = "GetSession", Summary = "Who looks.", Role = ApiRole.None, Handler = ShowAsync },
        new() { Method = "POST", Path = Path, Id = "SignIn", Summary = "Signs in with a token, or with the browser's certificate.", Role = ApiRole.None, Mutates = true, Handler = SignInAsync },
        new() { Method = "DELETE", Path = Path, Id = "SignOut", Summary = "Signs out.", Role = ApiRole.None, Mutates = true, Handler = SignOutAsync },
    ];

    private Task ShowAsync(ApiCall call) => WriteAsync(call, gate.TryEnter(call.Context), null);

    private async Task SignInAsync(ApiCall call)
    {
        var request = await call.ReadAsync(StatusJson.Default.SignInRequest);
        var (caller, session) = gate.SignIn(call.Context, request.Token is { Length: > 0 } token ? token.Trim() : null);
        await WriteAsync(call, caller, session.Csrf);
    }

    private Task SignOutAsync(ApiCall call)
    {
        gate.SignOut(call.Context);
        call.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task WriteAsync(ApiCall call, Caller? caller, string? csrf)
    {
        var isKnown = caller is { Role: > ApiRole.None };
        var isSignedIn = caller?.Session is not null || csrf is not null;
        return call.WriteAsync(
            new SessionInfo
            {
                Name = isKnown ? caller!.Name : null,
                Role = isSignedIn ? caller!.Role.ToString().ToLowerInvariant() : null,
                MayRead = isKnown,
                SignedIn = isSignedIn,
                Ways = gate.WaysToSignIn(call.Context.Features.GetRequiredFeature<ApiListener>()),
                Csrf = csrf ?? caller?.Session?.Csrf,
            },
            StatusJson.Default.SessionInfo);
    }
}
