namespace Reeve.Runtime.Plugins.Loading;

/// <summary>Why a plugin is not taken. Holds text alone: a plugin's own exceptions would keep it from unloading.</summary>
internal sealed class PluginLoadException(PluginStatus status, string reason, bool passing = false) : Exception(reason)
{
    public PluginStatus Status { get; } = status;

    /// <summary>The next look may find it gone without a change of the files.</summary>
    public bool IsPassing { get; } = passing;
}
