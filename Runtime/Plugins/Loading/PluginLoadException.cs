namespace Reeve.Runtime.Plugins.Loading;

/// <summary>Why a plugin is not taken. Holds text alone: a plugin's own exceptions would keep it from unloading.</summary>
internal sealed class PluginLoadException(PluginStatus status, string reason) : Exception(reason)
{
    public PluginStatus Status { get; } = status;
}
