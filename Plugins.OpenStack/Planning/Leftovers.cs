using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>What an operation that did not come to its end left behind: ports, volumes and addresses of machines that are gone; and key pairs that no machine gets any more. Pure.</summary>
/// <param name="draft">The plan, with all that is wanted.</param>
/// <param name="endpoint">Where the cluster is reached: that address stays, wherever it leads.</param>
internal sealed class Leftovers(PlanDraft draft, string? endpoint)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>All of it.</summary>
    public IReadOnlyList<CloudResource> Find()
    {
        var servers = draft.Facts.Of(MachineKinds.Server).Select(server => server.Id).ToHashSet(StringComparer.Ordinal);
        var ports = Unwanted(NetworkKinds.Port).Where(port => port.Parent is not { } parent || !servers.Contains(parent)).ToList();
        var addresses = draft.Facts.Of(NetworkKinds.FloatingIp).Where(address => (address.Parent is null || ports.Any(port => port.Id == address.Parent)) && AccessPlan.Of(address.Address ?? "") != endpoint);
        return [.. Unwanted(MachineKinds.Keypair), .. addresses, .. ports, .. Unwanted(MachineKinds.Volume).Where(volume => volume.Parent is not { } parent || !servers.Contains(parent))];
    }

    /// <summary>Plans its removal.</summary>
    public void Remove(IReadOnlyList<CloudResource> found, IReadOnlyList<string> dependsOn)
    {
        foreach (var resource in found)
        {
            draft.Add(draft.Kinds.Delete.Step(
                $"delete-{resource.Kind}-{resource.Id}", $"Delete the {resource.Kind.Replace('-', ' ')} {resource.Name}, which nobody uses",
                new DeleteArguments { Cluster = draft.Cluster, Kind = resource.Kind, Id = resource.Id }, dependsOn) with { Deadline = s_patience, Lasting = false, Reversible = false });
        }
    }

    private IEnumerable<CloudResource> Unwanted(string kind)
    {
        var wanted = draft.Wanted.GetValueOrDefault(kind) ?? [];
        return draft.Facts.Of(kind).Where(resource => !wanted.Contains(resource.Name));
    }
}
