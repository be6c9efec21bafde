using Reeve.Runtime.Plugins.Loading;
using Reeve.Runtime.Plugins.Manifests;

namespace Reeve.Runtime.Plugins.Discovery;

/// <summary>What was found at one place, before any of its code runs. Immutable.</summary>
internal sealed record PluginCandidate
{
    /// <summary>The directory or the bare assembly.</summary>
    public required string Path { get; init; }

    /// <summary>Its id; made from the file name where it does not tell.</summary>
    public required string Id { get; init; }

    /// <summary>Its version as written; empty where it does not tell.</summary>
    public string Version { get; init; } = "";

    /// <summary>Null where it is not valid.</summary>
    public PluginManifest? Manifest { get; init; }

    /// <summary>The full name of its entry class.</summary>
    public string? EntryType { get; init; }

    public IReadOnlyList<PluginFile> Files { get; init; } = [];

    public string Digest { get; init; } = "";

    /// <summary>What it is where it is part of the program; null where it lies in a directory.</summary>
    public LinkedPlugin? Linked { get; init; }

    /// <summary>Why it cannot be loaded, if so.</summary>
    public PluginLoadException? Fault { get; init; }
}
