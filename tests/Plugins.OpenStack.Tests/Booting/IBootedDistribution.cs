using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Tests.Fakes;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>What is particular to a distribution on machines that boot.</summary>
internal interface IBootedDistribution
{
    string Version { get; }

    /// <summary>The network plugin.</summary>
    ClusterAddon Network(BootSite site);

    /// <summary>What the specification says beside what all have.</summary>
    /// <param name="provider">The provider's own part.</param>
    /// <param name="cloudInit">Its part about first starts.</param>
    /// <param name="site">Where machines fetch from.</param>
    void Add(JsonObject provider, JsonObject cloudInit, BootSite site);

    /// <summary>Kubeconfigs that the agent gives are taken from where the agent is.</summary>
    Task UseKubeconfigAsync(CloudFixture fixture, ClusterId cluster);

    Task SeeMasterAsync(BootedMachine master);

    Task SeeWorkerAsync(BootedMachine worker, BootedMachine master);

    /// <summary>What of the authorities must not be seen anywhere.</summary>
    IEnumerable<string> SecretsOf(PkiMaterial material);
}
