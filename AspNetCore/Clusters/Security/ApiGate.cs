using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Sessions;

namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>Lets callers in: who they are, how often they may call, what they may do. The same for every listener. Thread-safe.</summary>
/// <param name="authenticator">Knows callers.</param>
/// <param name="reads">Limits calls that change nothing.</param>
/// <param name="writes">Limits the others, and those who are not known.</param>
internal sealed class ApiGate(ApiAuthenticator authenticator, RateLimits reads, RateLimits writes)
{
    /// <summary>Finds out who calls.</summary>
    /// <exception cref="ApiException">Nobody knows him, or he may not call from there.</exception>
    public Caller Enter(HttpContext context)
    {
        try
        {
            return authenticator.Authenticate(context);
        }
        catch (ApiException)
        {
            // Guessing is as slow as changing something.
            writes.Count($"?{context.Connection.RemoteIpAddress}");
            throw;
        }
    }

    /// <summary>Lets somebody in who wants nothing but what everybody may have.</summary>
    /// <exception cref="ApiException">He wants it too often.</exception>
    public Caller EnterAsAnybody(HttpContext context)
    {
        var caller = new Caller { Name = "anybody", Role = ApiRole.None, Address = context.Connection.RemoteIpAddress };
        reads.Count(caller.ToString());
        return caller;
    }

    /// <summary>Finds out who calls, where it may be nobody; his calls are not counted by this.</summary>
    /// <exception cref="ApiException">He may not call from there.</exception>
    public Caller? TryEnter(HttpContext context)
    {
        try
        {
            return authenticator.Authenticate(context);
        }
        catch (ApiException e) when (e.Code is RpcCode.Unauthenticated)
        {
            return null;
        }
    }

    /// <inheritdoc cref="ApiAuthenticator.SignIn"/>
    public (Caller Caller, PageSession Session) SignIn(HttpContext context, string? token)
    {
        // Guessing is as slow as changing something.
        writes.Count($"?{context.Connection.RemoteIpAddress}");
        return authenticator.SignIn(context, token);
    }

    /// <inheritdoc cref="ApiAuthenticator.SignOut"/>
    public void SignOut(HttpContext context) => authenticator.SignOut(context);

    /// <inheritdoc cref="ApiAuthenticator.WaysToSignIn"/>
    public IReadOnlyList<string> WaysToSignIn(ApiListener listener) => authenticator.WaysToSignIn(listener);

    /// <summary>Lets a caller do something.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="role">What it takes.</param>
    /// <param name="mutates">Whether it changes something.</param>
    /// <param name="knowsTenants">Whether it keeps to the tenants of a caller who is confined to some.</param>
    /// <exception cref="ApiException">He may not, or not so often.</exception>
    public void Allow(Caller caller, ApiRole role, bool mutates, bool knowsTenants)
    {
        (mutates ? writes : reads).Count(caller.ToString());
        if (caller.Role < role)
        {
            throw new ApiException(
                RpcCode.PermissionDenied, $"{caller.Name} has the role {caller.Role.ToString().ToLowerInvariant()}; this takes {role.ToString().ToLowerInvariant()}.");
        }

        if (caller.Tenants is not null && !knowsTenants)
        {
            throw new ApiException(RpcCode.PermissionDenied, $"{caller.Name} is confined to tenants; this is about more than theirs.");
        }
    }
}
