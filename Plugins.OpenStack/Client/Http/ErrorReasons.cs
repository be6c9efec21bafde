using System.Net;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>What an error means. The services use the same status for different things, so their words count too.</summary>
internal static class ErrorReasons
{
    // 498: what Swift answers to too many requests.
    private const HttpStatusCode OldTooMany = (HttpStatusCode)498;

    /// <summary>The reason of an answer that is an error.</summary>
    public static ErrorReason Of(HttpStatusCode status, ErrorBody body) => status switch
    {
        HttpStatusCode.Unauthorized => ErrorReason.Denied,
        HttpStatusCode.Forbidden or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge when IsQuota(body) => ErrorReason.Exhausted,
        HttpStatusCode.Forbidden => ErrorReason.Denied,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => ErrorReason.NotFound,
        HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => ErrorReason.Conflict,
        HttpStatusCode.NotAcceptable or HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed => ErrorReason.Unsupported,
        HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.TooManyRequests or OldTooMany or HttpStatusCode.RequestTimeout => ErrorReason.Transient,
        HttpStatusCode.InsufficientStorage => ErrorReason.Exhausted,
        >= HttpStatusCode.InternalServerError => ErrorReason.Transient,
        _ => ErrorReason.Invalid,
    };

    /// <summary>Whether the service asks for patience: it has not begun to do what it was asked.</summary>
    public static bool IsRateLimit(RestAnswer answer) => answer.Status switch
    {
        HttpStatusCode.TooManyRequests or OldTooMany => true,
        HttpStatusCode.RequestEntityTooLarge => RetryPolicy.RetryAfter(answer, null) is not null && !IsQuota(ErrorBody.Read(answer)),
        HttpStatusCode.ServiceUnavailable => RetryPolicy.RetryAfter(answer, null) is not null,
        _ => false,
    };

    // Nova: "Quota exceeded for cores: …"; Neutron: type OverQuota; Octavia: "Quota has been met for resources: …";
    // Cinder: "VolumeLimitExceeded: …", "VolumeSizeExceedsAvailableQuota: …"; Glance: "… exceeded".
    private static bool IsQuota(ErrorBody body) =>
        body.Type == "OverQuota" ||
        body.Message.Contains("quota", StringComparison.OrdinalIgnoreCase) ||
        body.Message.Contains("LimitExceeded", StringComparison.OrdinalIgnoreCase) ||
        body.Message.Contains("limit exceeded", StringComparison.OrdinalIgnoreCase) ||
        body.Message.Contains("Maximum number of", StringComparison.OrdinalIgnoreCase);
}
