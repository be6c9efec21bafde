namespace Reeve.Runtime.Plugins;

/// <summary>What became of a plugin that was found. Always with a reason: <see cref="PluginInfo.Reason"/>.</summary>
public enum PluginStatus
{
    /// <summary>Found, not looked at yet.</summary>
    Unknown = 0,

    /// <summary>Loaded; its providers can be opened.</summary>
    Active,

    /// <summary>Not loaded because the configuration says so, or because its directory is gone while instances wait for it.</summary>
    Disabled,

    /// <summary>Not loaded because it needs another version of the contract or of the framework than this host has.</summary>
    Incompatible,

    /// <summary>Quarantined: its manifest or its code is at fault. Looked at again when its files change.</summary>
    Malfunctioned,

    /// <summary>Not loaded because a plugin with the same id and a version at least as high was found too.</summary>
    Superseded,
}
