namespace Reeve.Plugins.Kubeadm.Steps.Files;

/// <summary>A file that is fetched if it is not there.</summary>
internal sealed record FetchedFileArguments
{
    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>Where it is to be had: a URL.</summary>
    public required string Source { get; init; }

    /// <summary>Its largest size in bytes.</summary>
    public long Most { get; init; } = 64 * 1024;
}
