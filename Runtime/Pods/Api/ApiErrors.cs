using Reeve.Runtime.Kubernetes;

namespace Reeve.Runtime.Pods.Api;

/// <summary>Says in the core's words why the API server did not do what it was asked.</summary>
internal static class ApiErrors
{
    /// <summary>The failure, with what the core decides by.</summary>
    public static ProviderException ToProviderException(KubernetesApiException e) => new(ReasonOf(e), e.Message) { RetryAfter = e.RetryAfter };

    private static ErrorReason ReasonOf(KubernetesApiException e) =>
        e.IsNotFound ? ErrorReason.NotFound
        : e.IsForbidden || e.IsUnauthorized ? ErrorReason.Denied
        : e.IsConflict || e.IsAlreadyExists ? ErrorReason.Conflict
        : e.IsInvalid ? ErrorReason.Invalid
        : ErrorReason.Transient;
}
