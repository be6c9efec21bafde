namespace Reeve.Runtime.Plugins.Manifests;

/// <summary>A manifest that was read and found valid. Immutable.</summary>
internal sealed record PluginManifest
{
    public const string FileName = "plugin.json";

    public required string Id { get; init; }

    public required PluginVersion Version { get; init; }

    /// <summary>Relative to the plugin's directory.</summary>
    public required string Assembly { get; init; }

    public required ContractRange Contract { get; init; }

    /// <summary>Null for a bare assembly, which tells only when it is loaded.</summary>
    public IReadOnlyList<ProviderInfo>? Provides { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<string> Authors { get; init; } = [];

    public string License { get; init; } = "";

    public string Homepage { get; init; } = "";

    public IReadOnlyList<FieldError> Warnings { get; init; } = [];
}
