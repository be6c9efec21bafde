using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Network;

/// <summary>The machine's packet filter, of both address families, in the form (nftables or legacy) that the machine uses.</summary>
internal static class PacketFilter
{
    private static readonly string[] s_families = ["iptables", "ip6tables"];

    /// <summary>The chains of clusters that are there, each with its family and table.</summary>
    public static async Task<IReadOnlyList<string>> ChainsAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var chains = new List<string>();
        foreach (var family in s_families)
        {
            chains.AddRange(FilterRules.Chains(await SavedAsync(family, context, cancellationToken)).Select(chain => $"{family}/{chain}"));
        }

        return chains;
    }

    /// <summary>Removes the chains of clusters, but for those that were there before.</summary>
    public static async Task CleanAsync(IReadOnlyList<string> kept, IStepContext context, CancellationToken cancellationToken)
    {
        foreach (var family in s_families)
        {
            var own = kept.Where(chain => chain.StartsWith($"{family}/", StringComparison.Ordinal)).Select(chain => chain[(family.Length + 1)..]).ToHashSet(StringComparer.Ordinal);
            if (FilterRules.Removal(await SavedAsync(family, context, cancellationToken), own) is { Length: > 0 } script)
            {
                await context.ChangeAsync(script, cancellationToken, $"{family}-restore", "--noflush");
            }
        }
    }

    private static async Task<string> SavedAsync(string family, IStepContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await context.AskAsync(cancellationToken, $"{family}-save");
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            return ""; // without the program nobody has made rules with it
        }
    }
}
