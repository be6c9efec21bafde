using Reeve.Runtime.Manifests;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>One file of manifests as it was last read.</summary>
internal sealed record ManifestFile
{
    /// <summary>Changes when the file does.</summary>
    public required (long Length, DateTime Written) Stamp { get; init; }

    /// <summary>The last content without errors; empty if there was none yet.</summary>
    public required ManifestSet Good { get; init; }

    /// <summary>What is to be said about the present content.</summary>
    public required IReadOnlyList<ManifestDiagnostic> Diagnostics { get; init; }
}
