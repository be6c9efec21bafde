using Microsoft.AspNetCore.Http;

namespace Reeve.Host.Control;

/// <summary>HTTP status codes of failures.</summary>
internal static class ControlStatus
{
    /// <summary>The code of a reason.</summary>
    public static int Of(ErrorReason reason) => reason switch
    {
        ErrorReason.NotFound => StatusCodes.Status404NotFound,
        ErrorReason.Invalid => StatusCodes.Status400BadRequest,
        ErrorReason.Unsupported => StatusCodes.Status501NotImplemented,
        ErrorReason.Conflict => StatusCodes.Status409Conflict,
        ErrorReason.Transient => StatusCodes.Status503ServiceUnavailable,
        ErrorReason.Exhausted => StatusCodes.Status507InsufficientStorage,
        ErrorReason.Denied => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status500InternalServerError,
    };
}
