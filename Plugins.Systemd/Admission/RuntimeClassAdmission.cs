using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Admission;

/// <summary>Whether the node has the runtime class that a pod names. Pure.</summary>
internal sealed class RuntimeClassAdmission(RuntimeClasses classes)
{
    public IEnumerable<FieldError> Validate(Pod pod)
    {
        if (pod.Spec.RuntimeClassName is { Length: > 0 } name && !classes.Has(name))
        {
            yield return new FieldError
            {
                Field = "spec.runtimeClassName",
                Message = $"Not found: \"{name}\": the node's option runtimeClasses has none of this name",
                Feature = PodFeature.RuntimeClass,
            };
        }
    }
}
