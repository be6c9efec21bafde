using Reeve.Host.Configuration;
using Reeve.Runtime.Engine.Logs;

namespace Reeve.Host.Agent;

/// <summary>What lies where in a state directory.</summary>
/// <param name="Root">The state directory.</param>
internal sealed record AgentLayout(string Root)
{
    /// <summary>Logs of containers.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>Volumes of pods.</summary>
    public string Volumes => Path.Combine(Root, "volumes");

    /// <summary>Copies of plugins.</summary>
    public string PluginCache => Path.Combine(Root, "plugins");

    /// <summary>The state of a provider's instance.</summary>
    public string Provider(string name) => Path.Combine(Root, "providers", name);

    /// <summary>Whose pods these are.</summary>
    public string Owner => Path.Combine(Root, "owner");

    /// <summary>How logs of containers are kept.</summary>
    public LogOptions LogOptions(HostOptions options) => new()
    {
        Directory = Logs,
        MaxFileBytes = options.ContainerLogs.MaxSize.Bytes,
        MaxFiles = options.ContainerLogs.MaxFiles,
    };
}
