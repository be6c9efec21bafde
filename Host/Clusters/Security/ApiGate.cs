using Microsoft.AspNetCore.Http;
using Reeve.Host.Clusters.Serving;

namespace Reeve.Host.Clusters.Security;

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

    /// <summary>Lets a caller do something.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="role">What it takes.</param>
    /// <param name="mutates">Whether it changes something.</param>
    /// <exception cref="ApiException">He may not, or not so often.</exception>
    public void Allow(Caller caller, ApiRole role, bool mutates)
    {
        (mutates ? writes : reads).Count(caller.ToString());
        if (caller.Role < role)
        {
            throw new ApiException(
                RpcCode.PermissionDenied, $"{caller.Name} has the role {caller.Role.ToString().ToLowerInvariant()}; this takes {role.ToString().ToLowerInvariant()}.");
        }
    }
}
