namespace Reeve.Runtime.Plugins;

/// <summary>All that is known of one plugin that was found, for lists and for people. Immutable.</summary>
public sealed record PluginInfo
{
    /// <summary>The plugin's id; the file name where a broken plugin does not tell.</summary>
    public required string Id { get; init; }

    /// <summary>Its version (Semantic Versioning 2.0); empty where it does not tell.</summary>
    public string Version { get; init; } = "";

    /// <summary>What became of it.</summary>
    public required PluginStatus Status { get; init; }

    /// <summary>Why, in one sentence that says what to do where something is wrong. Empty only for <see cref="PluginStatus.Active"/>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The absolute path of the directory, or of the bare assembly, that it was found in.</summary>
    public required string Path { get; init; }

    /// <summary>The contract versions that it says to work with, e.g. <c>0.1</c>; empty where it does not tell.</summary>
    public string Contract { get; init; } = "";

    /// <summary>One sentence for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Who made it.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>SPDX expression; empty where it does not tell.</summary>
    public string License { get; init; } = "";

    /// <summary>Where more is written about it; empty where it does not tell.</summary>
    public string Homepage { get; init; } = "";

    /// <summary>What it provides.</summary>
    public IReadOnlyList<ProviderInfo> Providers { get; init; } = [];

    /// <summary>Faults that do not keep it from working, such as unknown fields of its manifest.</summary>
    public IReadOnlyList<FieldError> Warnings { get; init; } = [];

    /// <summary>How many open instances it serves.</summary>
    public int Instances { get; init; }
}
