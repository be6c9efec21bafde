using System.Text;

namespace Reeve.Plugins.Kubeadm.Steps.Network;

/// <summary>What of a machine's packet filter is a cluster's. Pure. Source: iptables-save(8), iptables-restore(8).</summary>
internal static class FilterRules
{
    // Of kube-proxy and the kubelet, of CNI's own plugins, and of the network plugins that are known by name.
    private static readonly string[] s_prefixes = ["KUBE-", "CNI-", "FLANNEL-", "cali-", "ANTREA-", "CILIUM_", "OLD_CILIUM_"];

    /// <summary>The names of chains that only clusters make, each with its table: <c>nat/KUBE-SERVICES</c>.</summary>
    /// <param name="saved">What iptables-save wrote.</param>
    public static IReadOnlyList<string> Chains(string saved) =>
        [.. Lines(saved).Where(line => line.Text.StartsWith(':') && IsOurs(ChainOf(line.Text))).Select(line => $"{line.Table}/{ChainOf(line.Text)}")];

    /// <summary>What iptables-restore --noflush is given so that those chains are gone, and every rule that leads to them; empty if there are none.</summary>
    /// <param name="saved">What iptables-save wrote.</param>
    /// <param name="kept">Chains that were there before, and stay.</param>
    public static string Removal(string saved, IReadOnlyCollection<string> kept)
    {
        var script = new StringBuilder();
        foreach (var table in Lines(saved).GroupBy(line => line.Table, line => line.Text))
        {
            var chains = table.Where(line => line.StartsWith(':')).Select(ChainOf).Where(chain => IsOurs(chain) && !kept.Contains($"{table.Key}/{chain}")).ToHashSet(StringComparer.Ordinal);
            if (chains.Count == 0)
            {
                continue;
            }

            script.Append('*').Append(table.Key).Append('\n');
            foreach (var rule in table.Where(line => line.StartsWith("-A ", StringComparison.Ordinal) && !chains.Contains(line.Split(' ')[1]) && LeadsTo(line, chains)))
            {
                script.Append("-D ").Append(rule.AsSpan(3)).Append('\n');
            }

            // All are emptied before the first is deleted: they lead to one another.
            script.AppendJoin("", chains.Select(chain => $"-F {chain}\n")).AppendJoin("", chains.Select(chain => $"-X {chain}\n")).Append("COMMIT\n");
        }

        return script.ToString();
    }

    private static IEnumerable<(string Table, string Text)> Lines(string saved)
    {
        var table = "";
        foreach (var line in saved.Split('\n'))
        {
            table = line.StartsWith('*') ? line[1..].Trim() : table;
            if (line.Length > 0 && line[0] is ':' or '-')
            {
                yield return (table, line);
            }
        }
    }

    private static string ChainOf(string line) => line[1..].Split(' ')[0];

    private static bool IsOurs(string chain) => s_prefixes.Any(prefix => chain.StartsWith(prefix, StringComparison.Ordinal));

    private static bool LeadsTo(string rule, HashSet<string> chains)
    {
        var words = rule.Split(' ');
        return words.Index().Any(word => word.Item is "-j" or "-g" && word.Index + 1 < words.Length && chains.Contains(words[word.Index + 1]));
    }
}
