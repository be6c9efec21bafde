using System.Net;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes;

/// <summary>
/// A request was refused, or no answer came. The text names verb, path and the server's reason; never a header, a body that was
/// sent, or a query.
/// </summary>
public sealed class KubernetesApiException : Exception
{
    /// <summary>Creates the exception of an answer.</summary>
    /// <param name="message">What was asked for, and why it failed.</param>
    /// <param name="status">The answer; without a code if none came.</param>
    /// <param name="retryAfter">When the server wants to be asked again; null if it did not say.</param>
    /// <param name="inner">What failed below.</param>
    public KubernetesApiException(string message, Status status, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner)
    {
        Status = status;
        RetryAfter = retryAfter ?? (status.Details?.RetryAfterSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null);
    }

    /// <summary>What the server said. Made up from the HTTP status if it was no <c>Status</c>; empty if no answer came.</summary>
    public Status Status { get; }

    /// <summary>HTTP status code; 0 if no answer came.</summary>
    public HttpStatusCode Code => (HttpStatusCode)(Status.Code ?? 0);

    /// <summary>Machine-readable cause, one of <see cref="StatusReasons"/>; empty if unknown.</summary>
    public string Reason => Status.Reason ?? "";

    /// <summary>Single causes, such as one per invalid field.</summary>
    public IReadOnlyList<StatusCause> Causes => Status.Details?.Causes ?? [];

    /// <summary>When the server wants to be asked again; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>No answer came that can be understood: refused, cut, not trusted, too late, or garbage.</summary>
    public bool IsUnreachable => Status.Code is null or 0;

    /// <summary>There is no such object, or no such kind on this server.</summary>
    public bool IsNotFound => Is(HttpStatusCode.NotFound, StatusReasons.NotFound);

    /// <summary>The object was changed meanwhile. Not <see cref="IsAlreadyExists"/>.</summary>
    public bool IsConflict => Is(HttpStatusCode.Conflict, StatusReasons.Conflict) && !IsAlreadyExists;

    /// <summary>An object of the name exists.</summary>
    public bool IsAlreadyExists => Reason == StatusReasons.AlreadyExists;

    /// <summary>The resource version or continue token is too old, or the object is gone: list again.</summary>
    public bool IsGone => Is(HttpStatusCode.Gone, StatusReasons.Gone) || IsExpired;

    /// <summary>The resource version or continue token is too old.</summary>
    public bool IsExpired => Reason == StatusReasons.Expired;

    /// <summary>The server does not know the resource version yet: it is behind, or was restored.</summary>
    public bool IsResourceVersionTooLarge =>
        Causes.Any(static cause => cause.Reason == StatusCauseReasons.ResourceVersionTooLarge)
        || (Code == HttpStatusCode.GatewayTimeout && Status.Message?.StartsWith("Too large resource version", StringComparison.Ordinal) == true);

    /// <summary>The credentials are missing, wrong or expired.</summary>
    public bool IsUnauthorized => Is(HttpStatusCode.Unauthorized, StatusReasons.Unauthorized);

    /// <summary>The identity may not do this.</summary>
    public bool IsForbidden => Is(HttpStatusCode.Forbidden, StatusReasons.Forbidden);

    /// <summary>The object is not valid.</summary>
    public bool IsInvalid => Is(HttpStatusCode.UnprocessableEntity, StatusReasons.Invalid);

    /// <summary>Trying again later may help without anybody's doing: no answer, overload, or a fault of the server.</summary>
    public bool IsTransient => IsUnreachable
        || Code is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private bool Is(HttpStatusCode code, string reason) => Code == code || Reason == reason;
}
