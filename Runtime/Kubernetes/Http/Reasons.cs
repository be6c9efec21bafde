using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>The reasons that HTTP status codes stand for where the server names none.</summary>
internal static class Reasons
{
    public static string? Of(int code) => code switch
    {
        400 => StatusReasons.BadRequest,
        401 => StatusReasons.Unauthorized,
        403 => StatusReasons.Forbidden,
        404 => StatusReasons.NotFound,
        405 => StatusReasons.MethodNotAllowed,
        406 => StatusReasons.NotAcceptable,
        409 => StatusReasons.Conflict,
        410 => StatusReasons.Gone,
        413 => StatusReasons.RequestEntityTooLarge,
        415 => StatusReasons.UnsupportedMediaType,
        422 => StatusReasons.Invalid,
        429 => StatusReasons.TooManyRequests,
        503 => StatusReasons.ServiceUnavailable,
        504 => StatusReasons.Timeout,
        >= 500 => StatusReasons.InternalError,
        _ => null,
    };
}
