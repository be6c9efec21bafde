using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>
/// Tells kubeadm, in the map that machines read when they join, which version the cluster has: a master that joins runs that one, whatever the version of its own
/// kubeadm.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/, the ConfigMap kubeadm-config.</remarks>
internal sealed partial class ClusterVersionStep(CloudSteps steps) : StepKind<VersionArguments>("cluster-version", StepJson.Default.VersionArguments)
{
    private const string Path = "/api/v1/namespaces/kube-system/configmaps/kubeadm-config";
    private const string Key = "ClusterConfiguration";

    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<VersionArguments> run, CancellationToken cancellationToken)
    {
        await SetAsync(run, run.Arguments.To, cancellationToken);
        return [];
    }

    protected override async Task UndoAsync(StepRun<VersionArguments> run, CancellationToken cancellationToken)
    {
        if (run.Arguments.Succession is not { } succession || !await succession.IsPastAsync(steps, run, run.Arguments.Cluster, cancellationToken))
        {
            await SetAsync(run, run.Arguments.From, cancellationToken);
        }
    }

    private static async Task SetAsync(StepRun<VersionArguments> run, string version, CancellationToken cancellationToken)
    {
        var api = new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster));
        var text = (await api.FindAsync(Path, cancellationToken))?["data"]?[Key]?.ToString()
            ?? throw new ProviderException(ErrorReason.Invalid, "The cluster has no kubeadm-config: it was not made by kubeadm, and machines of another version cannot join it.");
        var next = Line().Replace(text, $"kubernetesVersion: v{version}");
        if (next != text)
        {
            await api.MergeAsync(Path, new JsonObject { ["data"] = new JsonObject { [Key] = next } }, cancellationToken);
        }
    }

    [GeneratedRegex("^kubernetesVersion:.*$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
