namespace Reeve.Host.Pages.Documents;

/// <summary>A proxy, as the status page shows it: nothing of its document but where it listens and what it serves with.</summary>
internal sealed record ProxyInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Who serves it.</summary>
    public required string Provider { get; init; }

    /// <summary><c>Serving</c>, <c>Empty</c>, <c>Degraded</c> or <c>Failed</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>Why it does not serve what it should.</summary>
    public string? Problem { get; init; }

    /// <summary>The revision of its document.</summary>
    public long Revision { get; init; }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<ListenerInfo> Listeners { get; init; } = [];

    /// <summary>How many servers stand behind it.</summary>
    public int Servers { get; init; }

    /// <summary>Those of them that get no requests, each with the reason.</summary>
    public IReadOnlyList<string> Unhealthy { get; init; } = [];

    /// <summary>Its certificates that are kept fresh.</summary>
    public IReadOnlyList<CertificateInfo> Certificates { get; init; } = [];
}
