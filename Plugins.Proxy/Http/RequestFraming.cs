using Microsoft.AspNetCore.Http;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Refuses requests whose end other servers would look for elsewhere.</summary>
internal static class RequestFraming
{
    /// <summary>Whether it may be forwarded; if not, its answer is set.</summary>
    public static bool IsPlain(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var coding = request.Headers.TransferEncoding;
        if (!HttpProtocol.IsHttp11(request.Protocol) && !HttpProtocol.IsHttp10(request.Protocol))
        {
            // These mean something in HTTP/1.1 alone (RFC 9113, 8.2.2), where they would end up.
            if (coding.Count > 0 || request.Headers.KeepAlive.Count > 0 || request.Headers.Upgrade.Count > 0 || request.Headers.ContainsKey("Proxy-Connection"))
            {
                response.StatusCode = StatusCodes.Status400BadRequest;
                return false;
            }

            return true;
        }

        // A coding below chunked would be lost on the way, and the server would take coded bytes for the body; HTTP/1.0 knows none (RFC 9112, 6.1).
        if (coding.Count > 0 && (!string.Equals(coding.ToString(), "chunked", StringComparison.OrdinalIgnoreCase) || HttpProtocol.IsHttp10(request.Protocol)))
        {
            response.StatusCode = StatusCodes.Status501NotImplemented;
            response.Headers.Connection = "close";
            return false;
        }

        return true;
    }
}
