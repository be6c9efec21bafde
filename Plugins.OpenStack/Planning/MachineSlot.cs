using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>The place of a machine in its group: who has it, and who shall have it.</summary>
internal sealed record MachineSlot
{
    /// <summary>Who shall have it.</summary>
    public required Machine Machine { get; init; }

    /// <summary>Its server, if it is there as it shall be.</summary>
    public CloudResource? Kept { get; init; }

    /// <summary>Servers that have to go before it can be made: they have its name and port.</summary>
    public IReadOnlyList<CloudResource> Before { get; init; } = [];

    /// <summary>Servers that go once it is ready.</summary>
    public IReadOnlyList<CloudResource> After { get; init; } = [];

    public IEnumerable<CloudResource> Old => Before.Concat(After);

    /// <summary>Whether nothing is to be done.</summary>
    public bool IsSettled => Kept is not null && Before.Count == 0 && After.Count == 0;

    /// <summary>Whether somebody serves in its place while it is made.</summary>
    public bool IsDoubled => Kept is null && After.Count > 0;

    /// <summary>Whether it joins a cluster that is there, when it is its turn.</summary>
    public bool IsRolled(bool isNew) => !IsSettled && (Before.Count > 0 || After.Count > 0 || (Machine.IsMaster && !isNew));

    /// <summary>In whose place its machine comes. Of one that is there already nothing is taken back.</summary>
    public Succession? Succession(OpenStackSpec spec) => Kept is not null ? null : new Succession
    {
        Point = After.Count > 0 && spec.WaitFor == OpenStackSpec.WaitForNodes ? MachineRemoval.PointOf(Machine.NameOf(After[0])) : "",
        Servers = [.. Old.Select(old => old.Id)],
    };

    /// <summary>Finds out.</summary>
    /// <param name="wanted">The machine as it shall be, by the name of its place.</param>
    /// <param name="spec">The cluster's own part.</param>
    /// <param name="facts">What is there.</param>
    /// <param name="renews">Whether none that is there is good enough.</param>
    public static MachineSlot Of(Machine wanted, OpenStackSpec spec, CloudFacts facts, bool renews)
    {
        var all = facts.Of(MachineKinds.Server).Where(server => Machine.SlotOf(server) == wanted.Slot).ToList();
        var kept = renews ? null : all.FirstOrDefault(server => IsCurrent(wanted, server));
        var name = kept is not null ? Machine.NameOf(kept) : NameFor(wanted, spec, facts, all);
        var old = all.Where(server => server != kept).ToList();
        return new MachineSlot
        {
            Machine = wanted with { Name = name },
            Kept = kept,
            Before = kept is null ? [.. old.Where(server => Machine.NameOf(server) == name)] : [],
            After = kept is null ? [.. old.Where(server => Machine.NameOf(server) != name)] : old,
        };
    }

    /// <summary>Whether a machine of this group may join before the old one of its place has gone: not if it needs what that one has.</summary>
    public static bool CanDouble(Machine machine, OpenStackSpec spec) => spec.Rollout.MaxSurge > 0 && machine.Spec.Addresses.Count == 0 && machine.Spec.Volumes.Count == 0
        && !(machine.IsMaster && (spec.Access.Endpoint.Length > 0 || spec.Access.Api == AccessSpec.Private)); // who keeps the load balancer knows the masters' addresses

    private static string NameFor(Machine wanted, OpenStackSpec spec, CloudFacts facts, List<CloudResource> all)
    {
        var twin = wanted.Slot + Machine.Twin;
        if (all.Count == 0)
        {
            // Its server is gone: what was made for it is used again.
            bool HasPort(string machine) => facts.Of(NetworkKinds.Port).Any(port => port.Name == machine || port.Name.EndsWith($"-{machine}", StringComparison.Ordinal));
            return HasPort(twin) && !HasPort(wanted.Slot) ? twin : wanted.Slot;
        }

        // One that failed, or that is replaced by request, is made anew on its port.
        var serving = all.FirstOrDefault(server => server.Status != "ERROR" && IsOf(wanted.Generation, server));
        if (serving is null || !CanDouble(wanted, spec))
        {
            return Machine.NameOf(serving ?? all[0]);
        }

        return Machine.NameOf(serving) == wanted.Slot ? twin : wanted.Slot;
    }

    private static bool IsCurrent(Machine wanted, CloudResource server) => server.Status != "ERROR" && IsOf(wanted.Generation, server)
        && (server.Facts.GetValueOrDefault(ServerMetadata.Revision) is { } revision
            ? revision == wanted.Revision
            : server.Facts.GetValueOrDefault(ServerMetadata.Version, wanted.Version) == wanted.Version); // older than hashes are

    private static bool IsOf(int generation, CloudResource server) =>
        server.Facts.GetValueOrDefault(ServerMetadata.Generation, "0") == generation.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
