using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;

namespace Reeve.Plugins.OpenStack;

/// <summary>Which cloud, with which credentials, a cluster is in. Thread-safe.</summary>
internal interface IClouds
{
    /// <summary>The cloud of a cluster: that of its tenant, or the one for all.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Denied"/>: the tenant has none.</exception>
    ICloud Of(ClusterId cluster);
}
