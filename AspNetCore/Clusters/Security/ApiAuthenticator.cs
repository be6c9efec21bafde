using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Sessions;

namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>Finds out who calls. Thread-safe.</summary>
/// <param name="tokens">Bearer tokens; null where there are none.</param>
/// <param name="certificates">Client certificates; null where none are accepted.</param>
/// <param name="sessions">Those who have signed in to the status page.</param>
/// <param name="tenants">The tenants to which callers are confined, by their names.</param>
internal sealed class ApiAuthenticator(
    TokenFile? tokens, CertificateCallers? certificates, PageSessions sessions, IReadOnlyDictionary<string, IReadOnlyList<string>> tenants)
{
    private const string Scheme = "Bearer ";

    /// <summary>The caller.</summary>
    /// <exception cref="ApiException">Nobody knows him, or a web page of somebody else speaks through his browser.</exception>
    public Caller Authenticate(HttpContext context)
    {
        var listener = context.Features.GetRequiredFeature<ApiListener>();
        var address = AddressOf(context);
        RefuseForeignPages(context.Request, listener);
        var given = context.Request.Headers.Authorization.ToString();
        if (given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && tokens is not null)
        {
            return tokens.Find(given[Scheme.Length..].Trim()) is { } token
                ? CallerOf(token) with { Address = address }
                : throw Unknown("The bearer token is not known here.");
        }

        if (FindSession(context) is { } signedIn)
        {
            return signedIn with { Address = address };
        }

        if (!listener.Tls)
        {
            // Loopback, or an address that somebody has declared to be open to everybody.
            return new Caller { Name = listener.Stranger, Role = ApiRole.Admin, Address = address };
        }

        return FindByCertificate(context) is { } caller
            ? caller with { Address = address }
            : throw Unknown("Show a client certificate with a role, or a bearer token.");
    }

    /// <summary>Begins a session of the status page.</summary>
    /// <param name="context">The request; its answer gets the cookie.</param>
    /// <param name="token">A bearer token; null for the certificate of the connection.</param>
    /// <exception cref="ApiException">Nobody knows him, or he cannot sign in there.</exception>
    public (Caller Caller, PageSession Session) SignIn(HttpContext context, string? token)
    {
        var listener = context.Features.GetRequiredFeature<ApiListener>();
        RefuseForeignPages(context.Request, listener);
        if (listener.IsInsecure)
        {
            throw new ApiException(RpcCode.PermissionDenied, "This address has no TLS: a token that is shown here could be read on its way. Sign in over TLS, or on the machine itself.");
        }

        var (caller, digest) = token is null ? (FindByCertificate(context), null) : FindByToken(token);
        return caller is null
            ? throw Unknown(token is null ? "Show a client certificate with a role, or a token." : "The token is not known here.")
            : (caller with { Address = AddressOf(context) }, sessions.Begin(context, caller.Name, digest, listener.Tls));
    }

    /// <summary>Ends the session of the status page that a request has.</summary>
    public void SignOut(HttpContext context)
    {
        RefuseForeignPages(context.Request, context.Features.GetRequiredFeature<ApiListener>());
        sessions.End(context);
    }

    /// <summary>How one can sign in to the status page at a listener: <c>token</c>, <c>certificate</c>.</summary>
    public IReadOnlyList<string> WaysToSignIn(ApiListener listener) => listener.IsInsecure ? [] :
    [
        .. tokens is null ? Array.Empty<string>() : ["token"], .. certificates is null || !listener.Tls ? Array.Empty<string>() : ["certificate"],
    ];

    // What he showed has to hold still: a token that was taken out of the file ends his session.
    private Caller? FindSession(HttpContext context)
    {
        if (sessions.Find(context.Request) is not { } session)
        {
            return null;
        }

        var caller = session.Token is { } digest ? tokens?.Find(digest) is { } token ? CallerOf(token) : null : FindByCertificate(context);
        if (caller is null || caller.Name != session.Name)
        {
            return null;
        }

        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || PageSessions.IsOfPage(context.Request, session)
            ? caller with { Session = session }
            : throw new ApiException(RpcCode.PermissionDenied, $"The page has to show the {PageSessions.CsrfHeader} of its session; load it again.");
    }

    private (Caller? Caller, byte[]? Digest) FindByToken(string token) => tokens?.Find(token) is { } found ? (CallerOf(found), found.Digest) : (null, null);

    private Caller? FindByCertificate(HttpContext context) => context.Connection.ClientCertificate is { } certificate && certificates?.Find(certificate) is { } caller ? Confined(caller) : null;

    private Caller CallerOf(TokenEntry token) => Confined(new Caller { Name = token.Name, Role = token.Role });

    private Caller Confined(Caller caller) => caller with { Tenants = tenants.GetValueOrDefault(caller.Name) };

    private static IPAddress? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;

    // A browser sends what any web page asks it to, also to addresses of this machine: such a request names the page's origin, and the name by which
    // it was led here (DNS rebinding).
    private static void RefuseForeignPages(HttpRequest request, ApiListener listener)
    {
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ApiException(RpcCode.PermissionDenied, "Web pages of other origins may not call this API.");
        }

        var host = request.Host.Host.Trim('[', ']');
        if (!listener.Tls && !listener.IsInsecure && !IsLocal(host))
        {
            throw new ApiException(RpcCode.PermissionDenied, "This address answers to names of this machine alone, such as localhost.");
        }
    }

    private static bool IsLocal(string host) => host.Length == 0
        || (IPAddress.TryParse(host, out var address) ? IPAddress.IsLoopback(address) : string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase));

    private static ApiException Unknown(string message) => new(RpcCode.Unauthenticated, message);
}
