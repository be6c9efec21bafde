namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>File systems of images and containers.</summary>
internal sealed record RuntimeSummary
{
    public FsSummary? ImageFs { get; init; }

    public FsSummary? ContainerFs { get; init; }
}
