using System.Text.Json;
using System.Text.RegularExpressions;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Planning;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Observation;

/// <summary>Compares what a cluster has with what the last operation left.</summary>
internal static partial class DriftReport
{
    // These cannot have tags.
    private static readonly HashSet<string> s_untagged = [MachineKinds.Keypair, MachineKinds.ServerGroup, MachineKinds.Volume, BalancerKinds.HealthMonitor];

    /// <summary>What it shall be; null before the first operation ended.</summary>
    public static async Task<RecordArguments?> WantedAsync(IStepContext context, CancellationToken cancellationToken, string name = RecordArguments.SecretName)
    {
        try
        {
            return JsonSerializer.Deserialize(await context.GetSecretAsync(name, cancellationToken), StepJson.Default.RecordArguments);
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            return null;
        }
    }

    /// <summary>The differences: one sentence each.</summary>
    public static IEnumerable<string> Compare(RecordArguments wanted, IReadOnlyList<CloudResource> present, ClusterMarks marks)
    {
        foreach (var (kind, names) in wanted.Wanted)
        {
            var there = present.Where(resource => resource.Kind == kind).Select(resource => PlaceOf(resource.Name)).ToList();
            var places = names.Select(PlaceOf).ToList();
            foreach (var missing in places.Except(there))
            {
                yield return $"The {kind} {missing} is gone.";
            }

            foreach (var more in there.Except(places))
            {
                yield return $"There is a {kind} {more} that was not asked for.";
            }
        }

        foreach (var other in present.Where(resource => resource.Kind != NetworkKinds.FloatingIp && !wanted.Wanted.ContainsKey(resource.Kind)))
        {
            yield return $"There is a {other.Kind} {other.Name} that was not asked for.";
        }

        foreach (var place in present.Where(resource => resource.Kind == MachineKinds.Server).GroupBy(Machine.SlotOf).Where(place => place.Count() > 1))
        {
            yield return $"{string.Join(" and ", place.Select(Machine.NameOf))} have the same place: one was to come for the other, and that was not brought to its end.";
        }

        foreach (var (group, rules) in wanted.Rules)
        {
            var actual = present.FirstOrDefault(resource => resource.Kind == NetworkKinds.SecurityGroup && resource.Name == group)?.Facts.GetValueOrDefault("rules");
            if (actual is not null && actual != SecurityRules.Describe(rules.Distinct()))
            {
                yield return $"The rules of the security group {group} were changed.";
            }
        }

        foreach (var floating in present.Where(resource => resource is { Kind: NetworkKinds.FloatingIp, Parent: null }))
        {
            yield return $"The floating address {floating.Address} is connected to nothing.";
        }

        foreach (var resource in present.Where(resource => !s_untagged.Contains(resource.Kind) && marks.Own.Except(resource.Tags).Any()))
        {
            yield return $"The {resource.Kind} {resource.Name} lacks tags of the cluster.";
        }
    }

    /// <summary>What a machine has, whichever of the two names of its place the machine has.</summary>
    private static string PlaceOf(string name) => Twin().Replace(name, "");

    [GeneratedRegex("(?<=-[0-9]+)-b(?=[.-]|$)")]
    private static partial Regex Twin();
}
