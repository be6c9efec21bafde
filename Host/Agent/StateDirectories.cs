using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Runtime.Hosting;

namespace Reeve.Host.Agent;

/// <summary>Where the state directory is, and what lies in it.</summary>
internal static class StateDirectories
{
    /// <summary>The state directory in force: an absolute path.</summary>
    public static string Resolve(HostOptions options, Cli cli) =>
        Find(options, cli) ?? throw CommandException.Usage("There is no HOME to keep state in; name a directory with --state-dir.");

    /// <summary>The state directory in force; null if there is no place for one.</summary>
    public static string? Find(HostOptions options, Cli cli)
    {
        if (options.StateDirectory is { } configured)
        {
            return Path.GetFullPath(configured);
        }

        return StatePlaces.Default(name => cli.Environment.GetValueOrDefault(name), cli.IsRoot);
    }
}
