namespace Reeve.AspNetCore.Clusters.Serving;

/// <summary>The body of an answer that is an error: <c>google.rpc.Status</c>.</summary>
internal sealed record ApiError
{
    /// <summary>A code of <c>google.rpc.Code</c>.</summary>
    public required int Code { get; init; }

    /// <summary>One sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The same sentence where clients of the edge API look for it; null for other APIs.</summary>
    public string? Error { get; init; }

    /// <summary>Particulars for programs.</summary>
    public IReadOnlyList<ErrorDetail> Details { get; init; } = [];
}
