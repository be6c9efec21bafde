using System.Text.Json.Serialization;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>One thing that was done with the cluster.</summary>
internal sealed record AuditOperationDocument
{
    /// <summary><c>Install</c>, <c>Upgrade</c>, <c>Patch</c>, <c>Reset</c> or <c>Reset Certs</c>.</summary>
    public string? Operation { get; set; }

    /// <summary><c>Running</c>, <c>Success</c> or <c>Failed</c>.</summary>
    [JsonPropertyName("Status")]
    public string? Status { get; set; }

    /// <summary>One CamelCase word.</summary>
    public string? Reason { get; set; }

    /// <summary>For people.</summary>
    public string? Message { get; set; }

    /// <summary>When it began (RFC 3339).</summary>
    public string? LastExecuted { get; set; }

    /// <summary>The provisioner.</summary>
    public string? ClusterType { get; set; }

    /// <summary>The Kubernetes version that it was about.</summary>
    public string? CurrentVersion { get; set; }
}
