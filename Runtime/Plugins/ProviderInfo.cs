using Reeve.Runtime.Plugins.Schemas;

namespace Reeve.Runtime.Plugins;

/// <summary>One provider of a plugin, as its manifest describes it. Known without loading code. Immutable.</summary>
public sealed record ProviderInfo
{
    /// <summary>Its contract.</summary>
    public required ProviderKind Kind { get; init; }

    /// <summary>The name that users write.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people; empty if the manifest has none.</summary>
    public string Description { get; init; } = "";

    /// <summary>The schema of its options; <see cref="OptionsSchema.Any"/> where the plugin declares none.</summary>
    public OptionsSchema Options { get; init; } = OptionsSchema.Any;

    /// <inheritdoc/>
    public override string ToString() => $"{KindText(Kind)} {Name}";

    internal static string KindText(ProviderKind kind) => kind switch
    {
        ProviderKind.Workload => "workload",
        ProviderKind.Driver => "driver",
        ProviderKind.Cluster => "cluster",
        ProviderKind.Proxy => "proxy",
        _ => "unknown",
    };
}
