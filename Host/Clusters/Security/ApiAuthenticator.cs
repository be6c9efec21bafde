using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reeve.Host.Clusters.Serving;

namespace Reeve.Host.Clusters.Security;

/// <summary>Finds out who calls. Thread-safe.</summary>
/// <param name="tokens">Bearer tokens; null where there are none.</param>
/// <param name="certificates">Client certificates; null where none are accepted.</param>
internal sealed class ApiAuthenticator(TokenFile? tokens, CertificateCallers? certificates)
{
    private const string Scheme = "Bearer ";

    /// <summary>The caller.</summary>
    /// <exception cref="ApiException">Nobody knows him, or a web page of somebody else speaks through his browser.</exception>
    public Caller Authenticate(HttpContext context)
    {
        var listener = context.Features.GetRequiredFeature<ApiListener>();
        var address = context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
        RefuseForeignPages(context.Request, listener);
        var given = context.Request.Headers.Authorization.ToString();
        if (given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && tokens is not null)
        {
            return tokens.Find(given[Scheme.Length..].Trim()) is { } token
                ? new Caller { Name = token.Name, Role = token.Role, Address = address }
                : throw Unknown("The bearer token is not known here.");
        }

        if (!listener.Tls)
        {
            // Loopback, or an address that somebody has declared to be open to everybody.
            return new Caller { Name = listener.Stranger, Role = ApiRole.Admin, Address = address };
        }

        return context.Connection.ClientCertificate is { } certificate && certificates?.Find(certificate) is { } caller
            ? caller with { Address = address }
            : throw Unknown("Show a client certificate with a role, or a bearer token.");
    }

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
