using System.Collections.Frozen;

namespace Reeve.Plugins.Slurm.Jobs.Flags;

/// <summary>
/// The options of sbatch that pods may use. Not among them: what runs as somebody else, names files of the login node, changes what the job
/// is or where it goes (arrays, other clusters, wrapping), or reboots nodes.
/// </summary>
/// <remarks>Source: sbatch(1) of Slurm 22.05 to 24.11.</remarks>
internal static class FlagTable
{
    private static readonly FrozenDictionary<string, FlagKind> Kinds = Make();

    private static readonly FrozenDictionary<char, string> Letters = new Dictionary<char, string>
    {
        ['A'] = "account", ['b'] = "begin", ['B'] = "extra-node-info", ['C'] = "constraint", ['c'] = "cpus-per-task", ['d'] = "dependency",
        ['D'] = "chdir", ['e'] = "error", ['G'] = "gpus", ['H'] = "hold", ['J'] = "job-name", ['k'] = "no-kill", ['L'] = "licenses",
        ['m'] = "distribution", ['n'] = "ntasks", ['N'] = "nodes", ['o'] = "output", ['O'] = "overcommit", ['p'] = "partition", ['q'] = "qos",
        ['s'] = "oversubscribe", ['S'] = "core-spec", ['t'] = "time", ['w'] = "nodelist", ['x'] = "exclude",
    }.ToFrozenDictionary();

    /// <summary>What an option takes, by its long name; null if it is not allowed.</summary>
    public static FlagKind? KindOf(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    /// <summary>The long name of a short option; null if it is not allowed.</summary>
    public static string? LongNameOf(char letter) => Letters.GetValueOrDefault(letter);

    private static FrozenDictionary<string, FlagKind> Make()
    {
        var kinds = new Dictionary<string, FlagKind>(StringComparer.Ordinal);
        Add(FlagKind.Switch, "contiguous", "hold", "overcommit", "oversubscribe", "no-requeue", "requeue", "spread-job", "use-min-nodes");
        Add(FlagKind.Optional, "exclusive", "no-kill", "nice");
        Add(FlagKind.Ignored, "job-name", "comment", "output", "error", "open-mode", "signal");
        Add(
            FlagKind.Value,
            "account", "acctg-freq", "begin", "bb", "cluster-constraint", "constraint", "core-spec", "cores-per-socket", "cpu-freq", "cpus-per-gpu", "cpus-per-task",
            "deadline", "delay-boot", "dependency", "distribution", "exclude", "extra-node-info", "gpu-bind", "gpu-freq", "gpus", "gpus-per-node",
            "gpus-per-socket", "gpus-per-task", "gres", "gres-flags", "hint", "licenses", "mail-type", "mail-user", "mcs-label", "mem", "mem-bind", "mem-per-cpu",
            "mem-per-gpu", "mincpus", "network", "nodelist", "nodes", "ntasks", "ntasks-per-core", "ntasks-per-gpu", "ntasks-per-node",
            "ntasks-per-socket", "partition", "power", "prefer", "priority", "profile", "qos", "reservation", "sockets-per-node", "switches",
            "thread-spec", "threads-per-core", "time", "time-min", "tmp", "tres-bind", "tres-per-task", "wait-all-nodes", "wckey");
        return kinds.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(FlagKind kind, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                kinds[name] = kind;
            }
        }
    }
}
