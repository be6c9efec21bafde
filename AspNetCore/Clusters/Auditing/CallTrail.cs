using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Runtime.Operations.Audit;

namespace Reeve.AspNetCore.Clusters.Auditing;

/// <summary>Writes down every call: those that change something, give a kubeconfig or are refused in the audit trail, the others in the log of calls. Thread-safe.</summary>
/// <param name="audit">The audit trail.</param>
/// <param name="calls">The log of calls.</param>
/// <param name="time">The clock.</param>
internal sealed class CallTrail(IAuditLog audit, CallLog calls, TimeProvider time)
{
    /// <summary>Writes a call down.</summary>
    /// <param name="action">What was called: method and path.</param>
    /// <param name="subject">What it is about: a cluster, or <c>proxies/NAME</c>; empty if it is about nothing of the kind.</param>
    /// <param name="caller">Who; null if nobody knows him.</param>
    /// <param name="matters">Whether it changes something or gives a secret.</param>
    /// <param name="failure">Why it failed; null if it did not.</param>
    /// <param name="result">What became of it: a status.</param>
    public ValueTask AddAsync(string action, string subject, Caller? caller, bool matters, ApiException? failure, string result)
    {
        var entry = new AuditEntry
        {
            Time = time.GetUtcNow(),
            Action = action,
            Subject = subject,
            Actor = caller?.ToString() ?? "",
            Result = result,
            Message = failure?.Message ?? "",
        };
        if (!matters && failure?.Code is not (RpcCode.Unauthenticated or RpcCode.PermissionDenied))
        {
            return calls.AddAsync(entry);
        }

        audit.Append(entry);
        return ValueTask.CompletedTask;
    }
}
