using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>Kubeconfigs as the provisioner of a fixture gives them: by these the agent's own client reaches its clusters.</summary>
internal sealed class AgentKubeconfigs(CloudFixture fixture) : IKubeconfigSource
{
    public Task<string> GetAsync(ClusterId cluster, KubeconfigRequest request, CancellationToken cancellationToken) => fixture.KubeconfigAsync(cluster, request, cancellationToken);
}
