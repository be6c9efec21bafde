namespace Reeve.Host.Pages.Documents;

/// <summary>Where a proxy listens, as the status page shows it.</summary>
internal sealed record ListenerInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it speaks.</summary>
    public string? Protocol { get; init; }

    /// <summary>Its address and port.</summary>
    public string? Address { get; init; }

    /// <summary>Open connections, or UDP sessions.</summary>
    public long? Connections { get; init; }

    /// <summary>Why it is not served.</summary>
    public string? Fault { get; init; }
}
