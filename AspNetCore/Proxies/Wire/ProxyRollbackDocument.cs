namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>Which revision to go back to.</summary>
internal sealed record ProxyRollbackDocument
{
    /// <summary>Its number.</summary>
    public long? Revision { get; set; }
}
