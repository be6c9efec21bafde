namespace Reeve.AspNetCore.Clusters.Serving;

/// <summary>A call that fails as it should, with what the caller is told.</summary>
internal sealed class ApiException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">Why.</param>
    /// <param name="message">One sentence for the caller, without secrets.</param>
    /// <param name="details">Particulars for programs.</param>
    public ApiException(RpcCode code, string message, params IReadOnlyList<ErrorDetail> details)
        : base(message) => (Code, Details, Status) = (code, details, RpcCodes.StatusOf(code));

    /// <summary>Why.</summary>
    public RpcCode Code { get; }

    /// <summary>Particulars for programs.</summary>
    public IReadOnlyList<ErrorDetail> Details { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>When to try again; null if that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
