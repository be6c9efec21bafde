using Microsoft.AspNetCore.Http;

namespace Reeve.AspNetCore.Clusters.Serving;

/// <summary>The HTTP statuses of codes.</summary>
internal static class RpcCodes
{
    /// <summary>The status that goes with a code.</summary>
    public static int StatusOf(RpcCode code) => code switch
    {
        RpcCode.Ok => StatusCodes.Status200OK,
        RpcCode.InvalidArgument or RpcCode.FailedPrecondition => StatusCodes.Status400BadRequest,
        RpcCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        RpcCode.PermissionDenied => StatusCodes.Status403Forbidden,
        RpcCode.NotFound => StatusCodes.Status404NotFound,
        RpcCode.AlreadyExists or RpcCode.Aborted => StatusCodes.Status409Conflict,
        RpcCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        RpcCode.Unimplemented => StatusCodes.Status501NotImplemented,
        RpcCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
