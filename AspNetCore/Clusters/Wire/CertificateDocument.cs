using System.Text.Json.Serialization;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>A certificate of a cluster.</summary>
internal sealed record CertificateDocument
{
    /// <summary>Its name in the distribution, such as <c>apiserver</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Whole days until it ends; negative after that.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public long? RemainingDaysToExpire { get; set; }

    /// <summary>Until when it is valid, as <c>Jan 02, 2006 15:04 UTC</c>.</summary>
    public string? ExpiryDate { get; set; }

    /// <summary>When the agent renews it, in the same form; not there for one that it does not renew.</summary>
    public string? RotationDate { get; set; }
}
