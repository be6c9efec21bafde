using System.Net;

namespace Reeve.Host.Clusters.Security;

/// <summary>Who calls.</summary>
internal sealed record Caller
{
    /// <summary>The name for the audit trail: of a token, a certificate, or <c>anonymous</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What he may do.</summary>
    public required ApiRole Role { get; init; }

    /// <summary>From where.</summary>
    public IPAddress? Address { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Address is null ? Name : $"{Name}@{Address}";
}
