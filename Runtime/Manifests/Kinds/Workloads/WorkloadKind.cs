using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Documents;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>A kind whose objects hold a template of pods.</summary>
/// <typeparam name="T">The kind's type.</typeparam>
internal abstract class WorkloadKind<T> : IKindReader
    where T : KubernetesObject, new()
{
    private const string TemplateField = "spec.template";
    private static readonly T Prototype = new();

    public string ApiVersion => Prototype.ApiVersion;

    public string Kind => Prototype.Kind;

    /// <summary>Says which pods an object describes.</summary>
    protected abstract WorkloadPlan Plan(T workload, ObjectScope scope);

    public void Read(ObjectScope scope)
    {
        if (scope.Read(scope.Node, WorkloadJson.GetTypeInfo<T>(), FieldPath.Root) is not { } workload)
        {
            return;
        }

        if (scope.Node["spec"]?["template"] is not { Kind: not NodeKind.Null } templateNode)
        {
            scope.Error("spec.template", "Required value");
            return;
        }

        var path = FieldPath.Root.Child("spec", "template");
        if (scope.Read(templateNode, KubernetesJson.GetTypeInfo<PodTemplateSpec>(), path) is not { } template)
        {
            return;
        }

        workload = workload with { Metadata = Metadata.Complete(workload.Metadata, scope) };
        var plan = Plan(workload, scope);
        WorkloadRules.Check(scope, workload.Metadata, template, plan);
        if (!scope.HasErrors && scope.ClaimName(Kind, workload.Metadata))
        {
            AddPods(scope, workload.Metadata, template, plan);
        }
    }

    private static void AddPods(ObjectScope scope, ObjectMeta owner, PodTemplateSpec template, WorkloadPlan plan)
    {
        for (var number = plan.Start; number < plan.Start + plan.Count && !scope.HasErrors; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{owner.Name}-{number}");
            var metadata = new ObjectMeta
            {
                Name = name,
                Namespace = owner.Namespace,
                Labels = template.Metadata.Labels,
                Annotations = template.Metadata.Annotations,
            };
            var pod = plan.Shape(new() { Metadata = metadata, Spec = template.Spec }, number);
            PodCollector.Add(scope, pod, PlaceOf);
            if (!scope.HasErrors)
            {
                plan.Added(scope, pod);
            }
        }
    }

    private static string PlaceOf(string field) => field is "metadata.name" or "metadata.namespace" ? field : $"{TemplateField}.{field}";
}
