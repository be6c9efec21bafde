using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests;

/// <summary>A pod that a manifest describes, defaulted and valid.</summary>
public sealed record ManifestPod
{
    /// <summary>The pod with the API's defaults; without UID.</summary>
    public required Pod Pod { get; init; }

    /// <summary>The file as it was named, or the name given for text.</summary>
    public required string File { get; init; }

    /// <summary>Number of the document in the file, from 0. Empty documents count.</summary>
    public required int Document { get; init; }

    /// <summary>Number of the pod among those of its document, from 0: the replica, or the item of a list.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Line at which its document's object begins, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>
    /// Names the pod for as long as its file and name stay, wherever it stands in the file and however the file was named:
    /// <c>/full/path#namespace/name</c>; for text, its name instead of the path.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the pod as it was written, before defaults, in 64 hexadecimal digits: changes with any change of the pod.</summary>
    public required string Hash { get; init; }
}
