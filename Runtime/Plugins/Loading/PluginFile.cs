namespace Reeve.Runtime.Plugins.Loading;

/// <summary>One file of a plugin: where it stands in the plugin (forward slashes) and where its bytes are.</summary>
internal sealed record PluginFile(string Relative, string Source);
