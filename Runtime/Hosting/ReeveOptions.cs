namespace Reeve.Runtime.Hosting;

/// <summary>What everything of Reeve in one program shares.</summary>
public sealed class ReeveOptions
{
    /// <summary>The directory of what must survive the program. One program at a time uses it. A relative path starts from the working directory.</summary>
    /// <value><c>/var/lib/reeve</c> as root, otherwise <c>$XDG_STATE_HOME/reeve</c> or <c>~/.local/state/reeve</c>.</value>
    public string StateDirectory { get; set; } = StatePlaces.Default(Environment.GetEnvironmentVariable, Environment.IsPrivilegedProcess) ?? "reeve-state";

    /// <summary>Directories with plugins besides those that are part of the program.</summary>
    /// <value>None.</value>
    public IList<string> PluginDirectories { get; } = [];

    /// <summary>Whether changes of these directories are taken over while the program runs.</summary>
    /// <value>True.</value>
    public bool WatchPlugins { get; set; } = true;
}
