namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>Where a proxy listens.</summary>
internal sealed record ProxyListenerDocument
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>What it speaks.</summary>
    public string? Protocol { get; set; }

    /// <summary>Its address and port.</summary>
    public string? Address { get; set; }

    /// <summary>Open connections, or UDP sessions.</summary>
    public long? Connections { get; set; }

    /// <summary>Why it is not served.</summary>
    public string? Fault { get; set; }
}
