using System.Runtime.Versioning;
using Reeve.Plugins;

// What runs is looked up in /proc.
[assembly: SupportedOSPlatform("linux")]

namespace Company.Plugin1;

/// <summary>Says what this assembly provides.</summary>
public sealed class Plugin : IPlugin
{
    public void Register(IPluginRegistrar registrar) => registrar.AddContainerDriver("my-provider", context => new ShellDriver(context));
}
