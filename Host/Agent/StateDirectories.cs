using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;

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

        if (cli.IsRoot)
        {
            return "/var/lib/reeve";
        }

        if (cli.Environment.GetValueOrDefault("XDG_STATE_HOME") is { Length: > 0 } state)
        {
            return Path.Combine(state, "reeve");
        }

        return cli.Environment.GetValueOrDefault("HOME") is { Length: > 0 } home
            ? Path.Combine(home, ".local", "state", "reeve")
            : null;
    }
}
