using System.Globalization;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Runs a Job's pods, one for each completion. They start at once: nothing counts them or tries again beyond their restart policy.</summary>
internal sealed class JobKind : WorkloadKind<Job>
{
    private const string Indexed = "Indexed";
    private const string IndexKey = "batch.kubernetes.io/job-completion-index";
    private const string NameLabel = "batch.kubernetes.io/job-name";
    private const string IndexVariable = "JOB_COMPLETION_INDEX";

    protected override WorkloadPlan Plan(Job workload, ObjectScope scope)
    {
        var spec = workload.Spec ?? new();
        var count = spec.Completions ?? spec.Parallelism ?? 1;
        if (spec.Parallelism is { } parallelism && parallelism < count)
        {
            scope.Warn("spec.parallelism", $"all {count} pods start at once: nothing here starts them {parallelism} at a time");
        }

        if (spec.Suspend == true)
        {
            scope.Warn("spec.suspend", "the Job is suspended: none of its pods runs");
            count = 0;
        }

        return new()
        {
            Count = count,
            CountField = spec.Completions is null ? "spec.parallelism" : "spec.completions",
            NeedsSelector = false,
            Selector = spec.ManualSelector == true ? spec.Selector : null,
            RestartPolicies = [RestartPolicies.OnFailure, RestartPolicies.Never],
            Shape = (pod, number) => Shape(pod, number, workload.Metadata.Name, spec),
        };
    }

    private static Pod Shape(Pod pod, int number, string job, JobSpec spec)
    {
        pod = pod with
        {
            Metadata = pod.Metadata with { Labels = pod.Metadata.Labels.With(NameLabel, job) },
            Spec = pod.Spec with { ActiveDeadlineSeconds = Shorter(pod.Spec.ActiveDeadlineSeconds, spec.ActiveDeadlineSeconds) },
        };
        return spec.CompletionMode == Indexed ? WithIndex(pod, number, job) : pod;
    }

    private static Pod WithIndex(Pod pod, int number, string job) => pod with
    {
        Metadata = pod.Metadata with
        {
            Labels = pod.Metadata.Labels.With(IndexKey, number),
            Annotations = pod.Metadata.Annotations.With(IndexKey, number),
        },
        Spec = pod.Spec with
        {
            Hostname = pod.Spec.Hostname ?? string.Create(CultureInfo.InvariantCulture, $"{job}-{number}"),
            InitContainers = [.. pod.Spec.InitContainers.Select(WithIndex)],
            Containers = [.. pod.Spec.Containers.Select(WithIndex)],
        },
    };

    private static Container WithIndex(Container container) => container.Env.Any(static e => e.Name == IndexVariable)
        ? container
        : container with
        {
            Env = [.. container.Env, new() { Name = IndexVariable, ValueFrom = new() { FieldRef = new() { FieldPath = $"metadata.annotations['{IndexKey}']" } } }],
        };

    private static long? Shorter(long? a, long? b) => a is null || b < a ? b ?? a : a;
}
