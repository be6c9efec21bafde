using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Planning;
using Reeve.Plugins.OpenStack.Sharing;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Observation;

/// <summary>Looks at a cluster in its cloud, and at its API.</summary>
internal sealed class ClusterObserver(CloudSteps steps)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    public async Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var marks = new ClusterMarks(cluster);
        var resources = await steps.Share(cluster).SurveyPartsAsync(marks, DemandOf(cluster, context), cancellationToken);
        if (resources.Count == 0)
        {
            return new ClusterObservation
            {
                Exists = false,
                Conditions = [new ClusterCondition { Type = "Clean", Status = true, Reason = "NothingLeft", Message = "Nothing in the cloud bears the cluster's marks." }],
                Provider = JsonSerializer.SerializeToElement(new CloudFacts(), StepJson.Default.CloudFacts),
            };
        }

        var wanted = await DriftReport.WantedAsync(context, cancellationToken);
        var facts = new CloudFacts { Resources = [.. resources], Drift = wanted is null ? [] : [.. DriftReport.Compare(wanted, resources, marks)], Fixed = wanted is null ? [] : new(wanted.Fixed) };
        var api = wanted is null ? null : await ClusterNodes.ReadAsync(context.GetClusterApi(cluster), steps.Time, cancellationToken);
        var machines = Machines(facts, api?.Nodes ?? []).ToList();
        return new ClusterObservation
        {
            Exists = true,
            ApiServerReady = api is not null,
            Version = Lowest(facts, api?.Version, api?.Nodes ?? []),
            Endpoint = wanted is null ? null : $"https://{wanted.Endpoint}",
            Machines = machines,
            Components = Components(api?.Nodes ?? []),
            Conditions = [.. CloudConditions.Of(facts, wanted, machines)],
            Provider = JsonSerializer.SerializeToElement(facts, StepJson.Default.CloudFacts),
        };
    }

    /// <summary>The facts of an observation.</summary>
    public static CloudFacts FactsOf(ClusterObservation observation) =>
        (observation.Provider.ValueKind is JsonValueKind.Object ? observation.Provider.Deserialize(StepJson.Default.CloudFacts) : null) ?? new CloudFacts();

    private Demand DemandOf(ClusterId cluster, IStepContext context) => context is ILookContext { MaxAge: var age } && age > TimeSpan.Zero
        ? new Demand { MaxAge = age, Longest = s_longest, After = steps.Changes.SettledAt(cluster) }
        : Demand.Now;

    private static IEnumerable<ClusterMachine> Machines(CloudFacts facts, IReadOnlyList<NodeState> nodes)
    {
        foreach (var server in facts.Of(MachineKinds.Server))
        {
            var name = server.Facts.GetValueOrDefault(ServerMetadata.Machine) ?? server.Name;
            var node = nodes.FirstOrDefault(node => node.Name == name);
            var ports = facts.Of(NetworkKinds.Port).Where(port => port.Parent == server.Id).ToList();
            var floating = facts.Of(NetworkKinds.FloatingIp).Where(address => ports.Any(port => port.Id == address.Parent));
            yield return new ClusterMachine
            {
                Name = name,
                Role = server.Facts.GetValueOrDefault(ServerMetadata.Role) == ServerMetadata.MasterRole ? "control-plane" : "worker",
                BackendId = server.Id,
                Addresses = [.. floating.Concat(ports).Select(one => one.Address).OfType<string>()],
                Ready = node?.Ready ?? false,
                Fault = server.Fault ?? (server.Status is "ACTIVE" or "BUILD" ? node is { Ready: false, Message.Length: > 0 } ? node.Message : null : $"The server is in the state {server.Status}."),
            };
        }
    }

    private static Dictionary<string, string> Components(IReadOnlyList<NodeState> nodes)
    {
        var components = new Dictionary<string, string>();
        if (nodes.FirstOrDefault(node => node.Runtime.Length > 0) is { } node)
        {
            components["runtime"] = node.Runtime;
            components["kubelet"] = node.Version;
        }

        return components;
    }

    /// <summary>A cluster has a version once all its machines have it: so that an upgrade that was interrupted is not taken for one that is done.</summary>
    private static string? Lowest(CloudFacts facts, string? api, IReadOnlyList<NodeState> nodes) => facts.Of(MachineKinds.Server)
        .Select(server => nodes.FirstOrDefault(node => node.Name == Machine.NameOf(server))?.Version is { Length: > 0 } version ? version : server.Facts.GetValueOrDefault(ServerMetadata.Version))
        .Append(api).OfType<string>().Where(version => KubernetesVersion.TryParse(version) is not null).MinBy(version => KubernetesVersion.TryParse(version));
}
