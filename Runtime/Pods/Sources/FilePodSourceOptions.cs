using Reeve.Runtime.Manifests;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>What a <see cref="FilePodSource"/> reads, and how.</summary>
public sealed record FilePodSourceOptions
{
    /// <summary>Files, directories (their *.yaml, *.yml and *.json), and <c>-</c> for standard input.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>
    /// Whether files are followed: what is added, changed or deleted later counts, and a pod that has finished does not run again when
    /// the agent starts anew.
    /// </summary>
    /// <value>Default false.</value>
    public bool Watch { get; init; }

    /// <summary>How manifests are read.</summary>
    public ManifestReaderOptions Manifests { get; init; } = new();

    /// <summary>Standard input, read once; null where there is none. The caller owns it.</summary>
    public Stream? StandardInput { get; init; }

    /// <summary>How long ago a changed file must have been written to before it is read, so that a copy is not read half.</summary>
    /// <value>Default 100 ms.</value>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often everything is looked through even if the system announced no change (network file systems announce none).</summary>
    /// <value>Default 20 s, as the kubelet.</value>
    public TimeSpan RescanInterval { get; init; } = TimeSpan.FromSeconds(20);
}
