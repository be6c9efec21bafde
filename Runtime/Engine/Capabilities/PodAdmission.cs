using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>The driver's own checks of a pod.</summary>
internal sealed class PodAdmission(EngineServices engine) : IPodAdmission
{
    public IReadOnlyList<FieldError> Validate(Pod pod) => engine.Driver.Capability<IPodAdmission>()?.Validate(pod) ?? [];
}
