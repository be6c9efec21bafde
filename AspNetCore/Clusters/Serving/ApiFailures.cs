using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Proxies;

namespace Reeve.AspNetCore.Clusters.Serving;

/// <summary>What callers are told of failures.</summary>
internal static class ApiFailures
{
    /// <summary>A failure as callers see it; null for one that is the agent's own fault.</summary>
    public static ApiException? Of(Exception exception) => exception switch
    {
        ApiException told => told,
        ClusterRefusedException refused => Of(refused),
        OperationConflictException { OperationId.Length: > 0 } conflict => new ApiException(RpcCode.Aborted, conflict.Message, ErrorDetail.OfOperation(conflict.OperationId)),
        OperationConflictException conflict => new ApiException(RpcCode.Aborted, conflict.Message),
        KeyNotFoundException missing => new ApiException(RpcCode.NotFound, missing.Message),
        ProviderException { Field: { Length: > 0 } field } failed => new ApiException(
            CodeOf(failed.Reason), failed.Message, ErrorDetail.OfFields(new FieldViolation { Field = field, Description = failed.Message })),
        ProviderException failed => new ApiException(CodeOf(failed.Reason), failed.Message) { RetryAfter = failed.RetryAfter },
        ProxyValidationException invalid => new ApiException(
            RpcCode.InvalidArgument,
            invalid.Message,
            ErrorDetail.OfFields(invalid.Errors.Select(static error => new FieldViolation { Field = error.Field, Description = error.Message }))),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ApiException(RpcCode.ResourceExhausted, "The body is longer than clusterApi.maxBody allows.")
        {
            Status = StatusCodes.Status413PayloadTooLarge,
        },
        BadHttpRequestException bad => new ApiException(RpcCode.InvalidArgument, bad.Message) { Status = bad.StatusCode },

        // Its own message may show a piece of what was sent.
        JsonException json => new ApiException(RpcCode.InvalidArgument, $"The body cannot be read at {json.Path ?? "$"}, line {json.LineNumber + 1}."),
        _ => null,
    };

    private static ApiException Of(ClusterRefusedException refused) => refused.Reason switch
    {
        ClusterRefusal.Invalid or ClusterRefusal.UnknownType => new ApiException(
            RpcCode.InvalidArgument,
            refused.Message,
            ErrorDetail.OfFields(refused.Errors.Select(static error => new FieldViolation { Field = error.Field, Description = error.Message }))),
        ClusterRefusal.Exists => new ApiException(RpcCode.AlreadyExists, refused.Message),
        ClusterRefusal.NotFound => new ApiException(RpcCode.NotFound, refused.Message),
        ClusterRefusal.WrongPhase => new ApiException(RpcCode.FailedPrecondition, refused.Message) { Status = StatusCodes.Status409Conflict },
        ClusterRefusal.InUse => new ApiException(RpcCode.FailedPrecondition, refused.Message) { Status = StatusCodes.Status409Conflict },
        ClusterRefusal.Exhausted => new ApiException(RpcCode.ResourceExhausted, refused.Message) { Status = StatusCodes.Status403Forbidden },
        ClusterRefusal.Unsupported => new ApiException(RpcCode.Unimplemented, refused.Message),
        _ => new ApiException(RpcCode.FailedPrecondition, refused.Message),
    };

    private static RpcCode CodeOf(ErrorReason reason) => reason switch
    {
        ErrorReason.NotFound => RpcCode.NotFound,
        ErrorReason.Invalid => RpcCode.InvalidArgument,
        ErrorReason.Unsupported => RpcCode.Unimplemented,
        ErrorReason.Conflict => RpcCode.Aborted,
        ErrorReason.Transient => RpcCode.Unavailable,
        ErrorReason.Exhausted => RpcCode.ResourceExhausted,
        ErrorReason.Denied => RpcCode.PermissionDenied,
        _ => RpcCode.Internal,
    };
}
