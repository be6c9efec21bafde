namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>A server behind a proxy.</summary>
internal sealed record ProxyMemberDocument
{
    /// <summary>Its group.</summary>
    public string? Group { get; set; }

    /// <summary>Its address.</summary>
    public string? Address { get; set; }

    /// <summary>Whether it gets requests.</summary>
    public bool Healthy { get; set; }

    /// <summary>Why it gets none.</summary>
    public string? Reason { get; set; }
}
