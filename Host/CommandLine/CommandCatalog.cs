using System.CommandLine;
using Reeve.Host.Commands;

namespace Reeve.Host.CommandLine;

/// <summary>All commands by name, in the order of the help.</summary>
internal static class CommandCatalog
{
    /// <summary>Makes each command when it is needed.</summary>
    public static IReadOnlyList<(string Name, Func<Cli, Command> Create)> All { get; } =
    [
        ("run", RunCommand.Create),
        ("node", NodeCommand.Create),
        ("serve", ServeCommand.Create),
        ("cluster", ClusterCommand.Create),
        ("flavors", FlavorsCommand.Create),
        ("proxy", ProxyCommand.Create),
        ("state", StateCommand.Create),
        ("pods", PodsCommand.Create),
        ("describe", DescribeCommand.Create),
        ("logs", LogsCommand.Create),
        ("exec", ExecCommand.Create),
        ("delete", DeleteCommand.Create),
        ("events", EventsCommand.Create),
        ("images", ImagesCommand.Create),
        ("plugins", PluginsCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("config", ConfigCommand.Create),
        ("version", VersionCommand.Create),
        ("completion", CompletionCommand.Create),
        ("__complete", CompleteCommand.Create),
        ("__manual", ManualCommand.Create),
    ];
}
