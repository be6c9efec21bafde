using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class PodJsonTests
{
    [Fact]
    public void Pod_MinimalDocument_IsWrittenAsItWasRead()
    {
        const string Json = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"x":"y"}},"spec":{"volumes":[{"name":"v","emptyDir":{}}],"containers":[{"name":"c","image":"i","resources":{}}]},"status":{},"novel":{"a":[1,2]}}""";

        var pod = KubernetesJson.Deserialize<Pod>(Json);

        Assert.Equal("a", pod.Metadata.Name);
        Assert.NotNull(pod.Spec.Volumes[0].EmptyDir);
        Assert.Equal(Json, KubernetesJson.Serialize(pod));
    }

    [Fact]
    public void Pod_NoFields_HasTypeAndEmptyParts()
    {
        var pod = KubernetesJson.Deserialize<Pod>("{}");

        Assert.Equal("v1", pod.ApiVersion);
        Assert.Equal("Pod", pod.Kind);
        Assert.Empty(pod.Spec.Containers);
        Assert.Equal("""{"apiVersion":"v1","kind":"Pod"}""", KubernetesJson.Serialize(pod));
    }

    [Fact]
    public void Pod_NullCollections_AreEmpty()
    {
        var pod = KubernetesJson.Deserialize<Pod>("""{"metadata":{"labels":null,"creationTimestamp":null},"spec":{"containers":null,"nodeSelector":null},"status":null}""");

        Assert.Empty(pod.Metadata.Labels);
        Assert.Null(pod.Metadata.CreationTimestamp);
        Assert.Empty(pod.Spec.Containers);
        Assert.Empty(pod.Spec.NodeSelector);
        Assert.Empty(pod.Status.Conditions);
    }

    [Fact]
    public void With_OnAbsentStatus_IsWritten()
    {
        var pod = new Pod { Metadata = new() { Name = "a" } };

        var changed = pod with { Status = pod.Status with { Phase = PodPhases.Running } };

        Assert.Equal("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"status":{"phase":"Running"}}""", KubernetesJson.Serialize(changed));
    }
}
