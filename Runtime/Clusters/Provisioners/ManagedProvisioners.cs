using Reeve.Clusters;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>The provisioners as operations see them.</summary>
internal sealed class ManagedProvisioners(IClusterTypes types, IEnumerable<IAgentStep> steps) : IProvisionerSource
{
    private readonly Dictionary<string, IAgentStep> _steps = steps.ToDictionary(step => step.Kind, StringComparer.Ordinal);

    public IClusterProvisioner? Find(string name) => types.Find(name) is { } provisioner ? new ManagedProvisioner(provisioner, _steps) : null;
}
