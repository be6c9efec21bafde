using Reeve.Clusters;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Stands before the capabilities of an <see cref="IClusterProvisioner"/>.</summary>
internal sealed class GuardedClusterCapabilities(GuardCalls<IClusterProvisioner> calls, CallDeadlines deadlines) : IClusterKubeconfig, IClusterCertificates, IClusterHandover
{
    public Task<string> GetKubeconfigAsync(ClusterId cluster, KubeconfigRequest request, IStepContext context, CancellationToken cancellationToken) =>
        calls.CallAsync(
            EntryKind.Call, "kubeconfig", deadlines.Cluster,
            (target, token) => Require<IClusterKubeconfig>(target, "make kubeconfigs").GetKubeconfigAsync(cluster, request, context, token), cancellationToken);

    public async Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken) =>
        await calls.CallAsync(
            EntryKind.Call, "certificates", deadlines.Cluster,
            async (target, token) => Detached.From(await Require<IClusterCertificates>(target, "tell of certificates").GetCertificatesAsync(cluster, context, token)),
            cancellationToken);

    public Task<ClusterHandover> DescribeHandoverAsync(ClusterSpec spec, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Call, "handover", deadlines.Cluster,
        async (target, token) => Detached.From(await Require<IClusterHandover>(target, "hand clusters over").DescribeHandoverAsync(spec, token)), cancellationToken);

    private TCapability Require<TCapability>(IClusterProvisioner target, string ability)
        where TCapability : class => target.RequireCapability<TCapability>(calls.Provider, ability);
}
