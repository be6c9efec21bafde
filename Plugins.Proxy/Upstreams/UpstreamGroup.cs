using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Upstreams;

/// <summary>A group of one snapshot; its members, its turn and its budget live on from snapshot to snapshot.</summary>
internal sealed class UpstreamGroup
{
    private readonly int _totalWeight;
    private readonly GroupTurn _turn;

    public UpstreamGroup(ProxyUpstreamGroup spec, UpstreamMember[] members, GroupTurn turn, RetryBudget budget)
    {
        (Spec, Members, _turn, Budget) = (spec, members, turn, budget);
        _totalWeight = spec.Members.Sum(member => member.Weight);
    }

    public ProxyUpstreamGroup Spec { get; }

    public IReadOnlyList<UpstreamMember> Members { get; }

    public GroupTurn Turn => _turn;

    public RetryBudget Budget { get; }

    /// <summary>Chooses a server.</summary>
    /// <param name="without">Servers that were tried before.</param>
    /// <param name="token">The server that the client was on before.</param>
    /// <returns>Null if none is available.</returns>
    public UpstreamLease? Take(IReadOnlyCollection<UpstreamMember> without, string? token = null)
    {
        if (token is not null && Members.FirstOrDefault(member => member.Token == token) is { } known && !without.Contains(known) && known.TryEnter(Spec))
        {
            return new UpstreamLease(this, known);
        }

        // Between the choice and the entry another request may have taken the last place.
        for (var round = 0; round <= Members.Count; round++)
        {
            if (Choose(without) is not { } chosen)
            {
                return null;
            }

            if (chosen.TryEnter(Spec))
            {
                return new UpstreamLease(this, chosen);
            }
        }

        return null;
    }

    private UpstreamMember? Choose(IReadOnlyCollection<UpstreamMember> without)
    {
        if (Members.Count == 1)
        {
            return Usable(Members[0], without);
        }

        return Spec.LoadBalancing switch
        {
            "First" => Members.FirstOrDefault(member => Usable(member, without) is not null),
            "RoundRobin" => From((int)(_turn.Next() % (uint)_totalWeight), without),
            "Random" => From(Random.Shared.Next(_totalWeight), without),
            "LeastRequests" => Members.Where(member => Usable(member, without) is not null).MinBy(Load),
            _ => LessLoaded(From(Random.Shared.Next(_totalWeight), without), From(Random.Shared.Next(_totalWeight), without)),
        };
    }

    private UpstreamMember? Usable(UpstreamMember member, IReadOnlyCollection<UpstreamMember> without) =>
        member.IsAvailable(Spec) && !without.Contains(member) ? member : null;

    // The member at a place in the row of weights, or the next one that is usable.
    private UpstreamMember? From(int place, IReadOnlyCollection<UpstreamMember> without)
    {
        var start = 0;
        while (place >= Members[start].Spec.Weight)
        {
            place -= Members[start++].Spec.Weight;
        }

        for (var i = 0; i < Members.Count; i++)
        {
            if (Usable(Members[(start + i) % Members.Count], without) is { } usable)
            {
                return usable;
            }
        }

        return null;
    }

    private static UpstreamMember? LessLoaded(UpstreamMember? one, UpstreamMember? other) =>
        one is null || other is null ? one ?? other : Load(other) < Load(one) ? other : one;

    private static double Load(UpstreamMember member) => (double)member.Active / member.Spec.Weight;
}
