namespace Reeve.Host.Pages.Documents;

/// <summary>A pod, as the status page shows it: nothing of its specification but names and images.</summary>
internal sealed record PodInfo
{
    /// <summary>Its UID.</summary>
    public required string Uid { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its node.</summary>
    public string? Node { get; init; }

    /// <summary>Its phase.</summary>
    public string? Phase { get; init; }

    /// <summary>Phase, or the most telling reason, as kubectl says it.</summary>
    public required string Status { get; init; }

    /// <summary>Ready containers of all: <c>1/2</c>.</summary>
    public required string Ready { get; init; }

    /// <summary>Restarts of all containers.</summary>
    public int Restarts { get; init; }

    /// <summary>Why it is as it is, in a sentence.</summary>
    public string? Message { get; init; }

    /// <summary>Its first address.</summary>
    public string? Address { get; init; }

    /// <summary>When it was made (RFC 3339).</summary>
    public string? CreatedAt { get; init; }

    /// <summary>Its containers.</summary>
    public IReadOnlyList<ContainerInfo> Containers { get; init; } = [];
}
