using Reeve.Kubernetes;
using Reeve.Runtime.Manifests;

namespace Reeve.Runtime.Tests.Manifests.Kinds;

public class WorkloadTests
{
    [Fact]
    public void Deployment_Replicas_PodsWithNumbers()
    {
        var set = Read("apps/v1", "Deployment", "replicas: 3");

        Assert.Empty(set.Diagnostics);
        Assert.Equal(["web-0", "web-1", "web-2"], Names(set));
        Assert.Equal([0, 1, 2], set.Pods.Select(static p => p.Ordinal));
        Assert.All(set.Pods, static p => Assert.Equal("web", p.Pod.Metadata.Labels["app"]));
        Assert.All(set.Pods, static p => Assert.Equal("shop", p.Pod.Metadata.Namespace));
        Assert.Equal(3, set.Pods.Select(static p => p.Hash).Distinct().Count());
    }

    [Theory]
    [InlineData("apps/v1", "Deployment", "paused: false", 1)]
    [InlineData("apps/v1", "ReplicaSet", "replicas: 0", 0)]
    [InlineData("v1", "ReplicationController", "replicas: 2", 2)]
    [InlineData("apps/v1", "DaemonSet", "minReadySeconds: 1", 1)]
    public void Workload_Count_AsMany(string apiVersion, string kind, string field, int count)
    {
        var selector = kind == "ReplicationController" ? "{app: web}" : "{matchLabels: {app: web}}";

        var set = Read(apiVersion, kind, field, selector);

        Assert.Empty(set.Diagnostics);
        Assert.Equal(Enumerable.Range(0, count).Select(static i => $"web-{i}"), Names(set));
    }

    [Fact]
    public void StatefulSet_Replicas_NamesLabelsAndClaimsButNoNamesOfAClustersDns()
    {
        var set = Read(
            "apps/v1",
            "StatefulSet",
            "replicas: 2\n  serviceName: db\n  ordinals: {start: 5}\n  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}");

        Assert.Empty(set.Diagnostics);
        Assert.Equal(["web-5", "web-6"], Names(set));
        Assert.Equal(["data-web-5", "data-web-6"], set.PersistentVolumeClaims.Select(static c => c.Metadata.Name));
        var pod = set.Pods[1].Pod;
        Assert.Equal((null, null), (pod.Spec.Hostname, pod.Spec.Subdomain));
        Assert.Equal("web-6", pod.Metadata.Labels["statefulset.kubernetes.io/pod-name"]);
        Assert.Equal("6", pod.Metadata.Labels["apps.kubernetes.io/pod-index"]);
        Assert.Equal("data-web-6", Assert.Single(pod.Spec.Volumes).PersistentVolumeClaim!.ClaimName);
    }

    [Fact]
    public void Job_Indexed_EachPodKnowsItsIndex()
    {
        var set = Read("batch/v1", "Job", "completions: 2\n  completionMode: Indexed\n  activeDeadlineSeconds: 60", selector: null, restartPolicy: "Never");

        Assert.Empty(set.Diagnostics);
        Assert.Equal(["web-0", "web-1"], Names(set));
        var pod = set.Pods[1].Pod;
        Assert.Equal(60, pod.Spec.ActiveDeadlineSeconds);
        Assert.Equal("web", pod.Metadata.Labels["batch.kubernetes.io/job-name"]);
        Assert.Equal("1", pod.Metadata.Annotations["batch.kubernetes.io/job-completion-index"]);
        var variable = Assert.Single(pod.Spec.Containers[0].Env);
        Assert.Equal("JOB_COMPLETION_INDEX", variable.Name);
        Assert.Equal("metadata.annotations['batch.kubernetes.io/job-completion-index']", variable.ValueFrom!.FieldRef!.FieldPath);
    }

    [Theory]
    [InlineData("parallelism: 3", 3)]
    [InlineData("backoffLimit: 1", 1)]
    public void Job_WithoutCompletions_AsManyAsRunBesideEachOther(string field, int count) =>
        Assert.Equal(count, Read("batch/v1", "Job", field, selector: null, restartPolicy: "OnFailure").Pods.Count);

    [Fact]
    public void Job_FewerAtOnce_Warns()
    {
        var set = Read("batch/v1", "Job", "completions: 3\n  parallelism: 2", selector: null, restartPolicy: "Never");

        Assert.Equal(3, set.Pods.Count);
        Assert.Equal("stdin:7:16: warning: spec.parallelism: all 3 pods start at once: nothing here starts them 2 at a time", Assert.Single(set.Diagnostics).ToString());
    }

    [Fact]
    public void Job_Suspended_NoPodAndWarns()
    {
        var set = Read("batch/v1", "Job", "suspend: true", selector: null, restartPolicy: "Never");

        Assert.Empty(set.Pods);
        Assert.Equal("spec.suspend: the Job is suspended: none of its pods runs", Said(set));
    }

    [Theory]
    [InlineData("Deployment", "replicas: -1", "{matchLabels: {app: web}}", "Always", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("Deployment", "replicas: 20000", "{matchLabels: {app: web}}", "Always", "spec.replicas: Invalid value: 20000: must be less than or equal to 10000")]
    [InlineData("Deployment", "replicas: two", "{matchLabels: {app: web}}", "Always", "spec.replicas: expected a number, found \"two\"")]
    [InlineData("Deployment", "replica: 2", "{matchLabels: {app: web}}", "Always", "spec.replica: unknown field; did you mean \"replicas\"?")]
    [InlineData("Deployment", "paused: true", "{matchLabels: {app: other}}", "Always", "spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`")]
    [InlineData("Deployment", "paused: true", "{matchExpressions: [{key: app, operator: DoesNotExist}]}", "Always", "spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`")]
    [InlineData("ReplicaSet", "replicas: 1", "{}", "Always", "spec.selector: Invalid value: {}: empty selector is invalid for deployment")]
    [InlineData("ReplicaSet", "replicas: 1", "~", "Always", "spec.selector: Required value")]
    [InlineData("Deployment", "replicas: 1", "{matchLabels: {app: web}}", "Never", "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"")]
    public void Workload_Wrong_SaysSo(string kind, string field, string selector, string restartPolicy, string expected) =>
        Assert.Equal(expected, Said(Read("apps/v1", kind, field, selector, restartPolicy)));

    [Fact]
    public void Job_RestartsAlways_IsRefused() => Assert.Equal(
        "spec.template.spec.restartPolicy: Unsupported value: \"Always\": supported values: \"OnFailure\", \"Never\"",
        Said(Read("batch/v1", "Job", "completions: 1", selector: null)));

    [Fact]
    public void Workload_BadPod_IsSaidOnceAtTheTemplate()
    {
        var set = Read("apps/v1", "Deployment", "replicas: 3", image: "\"\"");

        Assert.Empty(set.Pods);
        Assert.Equal("spec.template.spec.containers[0].image: Required value", Said(set));
        Assert.Equal((15, 18), (set.Diagnostics[0].Line, set.Diagnostics[0].Column));
    }

    [Fact]
    public void Workload_UnknownFieldInTemplate_HasItsPlace()
    {
        var set = Read("apps/v1", "Deployment", "replicas: 3", image: "x\n          imagee: y");

        Assert.Equal("stdin:16:11: warning: spec.template.spec.containers[0].imagee: unknown field", Assert.Single(set.Diagnostics).ToString());
        Assert.Equal(3, set.Pods.Count);
    }

    [Fact]
    public void Workload_NoTemplate_IsRefused() => Assert.Equal(
        "spec.template: Required value",
        Said(new ManifestReader().ReadText("apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: x}\nspec: {selector: {}}\n")));

    [Fact]
    public void Workload_TooManyPodsTogether_RestIsRefused()
    {
        var set = new ManifestReader(new() { MaxPods = 2 }).ReadText(
            Text("apps/v1", "Deployment", "replicas: 2", "{matchLabels: {app: web}}", "Always", "x") + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n");

        Assert.Equal(2, set.Pods.Count);
        Assert.Equal("there are more than 2 pods", Assert.Single(set.Diagnostics).Message);
    }

    private static ManifestSet Read(
        string apiVersion,
        string kind,
        string field,
        string? selector = "{matchLabels: {app: web}}",
        string restartPolicy = RestartPolicies.Always,
        string image = "host:/bin/true") => new ManifestReader().ReadText(Text(apiVersion, kind, field, selector, restartPolicy, image));

    private static string Text(string apiVersion, string kind, string field, string? selector, string restartPolicy, string image) => $$$"""
        apiVersion: {{{apiVersion}}}
        kind: {{{kind}}}
        metadata: {name: web, namespace: shop}
        spec:
          {{{(selector is null ? "" : $"selector: {selector}")}}}
          {{{field}}}
          template:
            metadata: {labels: {app: web}}
            spec:
              restartPolicy: {{{restartPolicy}}}
              terminationGracePeriodSeconds: 1
              containers:
                # the one
                - name: main
                  image: {{{image}}}

        """;

    private static IEnumerable<string> Names(ManifestSet set) => set.Pods.Select(static p => p.Pod.Metadata.Name);

    private static string Said(ManifestSet set)
    {
        var diagnostic = Assert.Single(set.Diagnostics);
        return $"{diagnostic.Field}: {diagnostic.Message}";
    }
}
