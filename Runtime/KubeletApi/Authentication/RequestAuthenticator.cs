using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reeve.Runtime.KubeletApi.Authentication;

/// <summary>Finds the user of a request: by the certificate of the connection, else by the bearer token.</summary>
internal sealed class RequestAuthenticator(CertificateAuthenticator certificates, TokenAuthenticator tokens)
{
    private const string Scheme = "Bearer ";

    /// <summary>The user.</summary>
    /// <exception cref="KubeletException">401: nobody is known by what the request shows.</exception>
    public async Task<KubeletUser> AuthenticateAsync(HttpContext context)
    {
        if (context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate
            && await certificates.AuthenticateAsync(certificate, context.RequestAborted) is { } owner)
        {
            return owner;
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && header[Scheme.Length..].Trim() is { Length: > 0 } token
            && await tokens.AuthenticateAsync(token, context.RequestAborted) is { } bearer)
        {
            return bearer;
        }

        throw new KubeletException(StatusCodes.Status401Unauthorized, "Unauthorized");
    }
}
