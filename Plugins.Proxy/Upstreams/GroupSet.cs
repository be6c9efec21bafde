using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Upstreams;

/// <summary>Makes the groups of a snapshot out of those of the former one, so that counts, health and connections are kept.</summary>
internal sealed class GroupSet(TimeProvider timeProvider)
{
    public Dictionary<string, UpstreamGroup> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>The groups of a snapshot. The former set goes on serving until <see cref="Retire"/>.</summary>
    public GroupSet Next(IReadOnlyList<ProxyUpstreamGroup> specs)
    {
        var next = new GroupSet(timeProvider);
        foreach (var spec in specs)
        {
            var former = Groups.GetValueOrDefault(spec.Name);
            var sameWay = former?.Spec.ConnectTimeout == spec.ConnectTimeout;
            UpstreamMember[] members =
            [
                .. spec.Members.Select(member =>
                    (sameWay ? former!.Members.FirstOrDefault(old => old.Spec == member) : null) ?? new UpstreamMember(member, timeProvider)),
            ];
            next.Groups[spec.Name] = new UpstreamGroup(spec, members, former?.Turn ?? new GroupTurn(), former?.Budget ?? new RetryBudget());
        }

        return next;
    }

    /// <summary>Lets go of the members that another set has not.</summary>
    public void Retire(GroupSet next)
    {
        var kept = next.Groups.Values.SelectMany(group => group.Members).ToHashSet();
        foreach (var member in Groups.Values.SelectMany(group => group.Members).Where(member => !kept.Contains(member)))
        {
            member.Dispose();
        }
    }
}
