using System.Text;
using System.Text.RegularExpressions;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>Looks at what is on the machine, whoever made it.</summary>
internal static partial class ClusterObserver
{
    /// <summary>The condition that is true of a cluster that the agent did not make.</summary>
    public const string Adopted = "Adopted";

    /// <summary>The component that is the node's agent.</summary>
    public const string KubeletComponent = "kubelet";

    public static async Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var isOurs = File.Exists(KubernetesPaths.Mark);
        if (!isOurs && !File.Exists(KubernetesPaths.AdminKubeconfig))
        {
            return new ClusterObservation { Exists = false, Conditions = [await Remnants.ObserveAsync(context, cancellationToken)] };
        }

        var facts = await ApiObserver.ObserveAsync(context.GetClusterApi(cluster), cancellationToken);
        return new ClusterObservation
        {
            Exists = true,
            ApiServerReady = facts.Ready,
            Version = facts.Version ?? await InstalledAsync(context, cancellationToken),
            Endpoint = File.Exists(KubernetesPaths.AdminKubeconfig) ? AdminKubeconfig.Server(await AdminKubeconfig.ReadAsync(context, cancellationToken)).AbsoluteUri : null,
            Machines = facts.Machines,
            Components = facts.Components,
            Conditions = [new ClusterCondition { Type = Adopted, Status = !isOurs, Reason = isOurs ? "MadeByAgent" : "MadeByOthers" }],
            Provider = await ProviderFacts.ReadAsync(facts, context, cancellationToken),
        };
    }

    /// <summary>What the API server's manifest says, while the server itself says nothing.</summary>
    private static async Task<string?> InstalledAsync(IStepContext context, CancellationToken cancellationToken) =>
        await context.ReadFileAsync($"{KubernetesPaths.Manifests}/kube-apiserver.yaml", cancellationToken) is { } bytes
            && ImageTag().Match(Encoding.UTF8.GetString(bytes.Span)) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^\s*image:\s*\S+:v(\d+\.\d+\.\d+\S*)\s*$", RegexOptions.Multiline)]
    private static partial Regex ImageTag();
}
