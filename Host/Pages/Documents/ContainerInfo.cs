namespace Reeve.Host.Pages.Documents;

/// <summary>A container of a pod, as the status page shows it.</summary>
internal sealed record ContainerInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public string? Image { get; init; }

    /// <summary>What it does: <c>Running</c>, or the reason why it does not.</summary>
    public required string State { get; init; }

    /// <summary>Whether it is ready.</summary>
    public bool Ready { get; init; }

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; init; }

    /// <summary>The reason in a sentence.</summary>
    public string? Message { get; init; }
}
