namespace Reeve.Host.Configuration;

/// <summary>Settings of plugins.</summary>
internal sealed record PluginOptions
{
    /// <summary>More directories with plugins.</summary>
    [Setting(
        "Directories that hold plugins, besides `plugins/` beside the command itself. Each subdirectory with a `plugin.json` is a plugin.",
        Flag = "--plugins",
        IsPath = true)]
    public IReadOnlyList<string> Directories { get; init; } = [];

    /// <summary>Ids of plugins that are not loaded.</summary>
    [Setting("Ids of plugins that are not loaded.")]
    public IReadOnlyList<string> Disabled { get; init; } = [];
}
