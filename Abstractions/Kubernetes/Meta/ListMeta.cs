namespace Reeve.Kubernetes;

/// <summary>Metadata of a list.</summary>
public sealed record ListMeta : KubernetesRecord
{
    /// <summary>Deprecated by the API; no longer filled.</summary>
    public string? SelfLink { get; init; }

    /// <summary>Version of the list, where a watch continues.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Token for the next page; null or empty on the last.</summary>
    public string? Continue { get; init; }

    /// <summary>Items left after this page, where the server knows it.</summary>
    public long? RemainingItemCount { get; init; }
}
