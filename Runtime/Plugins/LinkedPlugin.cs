using Reeve.Plugins;

namespace Reeve.Runtime.Plugins;

/// <summary>A plugin that is part of the program: its providers are registered, named, guarded and measured as those of a directory are, but not isolated. Immutable.</summary>
public sealed record LinkedPlugin
{
    /// <summary>Its id: lower-case letters, digits, dots and dashes. A plugin of a directory with the same id and a higher version is used in its place.</summary>
    public required string Id { get; init; }

    /// <summary>Its version (Semantic Versioning 2.0).</summary>
    /// <value>1.0.0.</value>
    public string Version { get; init; } = "1.0.0";

    /// <summary>Registers the providers; called whenever the plugin is taken into use. May only register.</summary>
    public required Action<IPluginRegistrar> Register { get; init; }
}
