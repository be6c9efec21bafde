using System.Collections.Frozen;

namespace Reeve.Plugins.Slurm.Jobs.Commands;

/// <summary>Names of variables that shells on the way to a container treat in their own way.</summary>
internal static class VariableNames
{
    public const string NotAnIdentifier =
        "Unsupported value: the name must consist of letters, digits and '_', and not begin with a digit, to pass through the shell of the job";

    // What bash computes, counts, or refuses to change: bash(1), Shell Variables.
    private static readonly FrozenSet<string> Own = FrozenSet.Create(
        StringComparer.Ordinal,
        "BASHOPTS", "BASHPID", "BASH_ALIASES", "BASH_ARGC", "BASH_ARGV", "BASH_ARGV0", "BASH_CMDS", "BASH_COMMAND", "BASH_LINENO", "BASH_SOURCE",
        "BASH_SUBSHELL", "BASH_VERSINFO", "COMP_WORDBREAKS", "DIRSTACK", "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "FUNCNAME", "GROUPS", "HISTCMD", "LINENO",
        "PIPESTATUS", "PPID", "RANDOM", "SECONDS", "SHELLOPTS", "SHLVL", "SRANDOM", "UID", "_");

    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    public static bool IsShellsOwn(string name) => Own.Contains(name);
}
