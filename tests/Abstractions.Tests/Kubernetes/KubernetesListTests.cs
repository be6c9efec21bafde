using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class KubernetesListTests
{
    [Fact]
    public void New_List_NamesItsKindAndWritesItsItems() =>
        Assert.Equal("""{"apiVersion":"coordination.k8s.io/v1","kind":"LeaseList","items":[]}""", KubernetesJson.Serialize(new KubernetesList<Lease>()));

    [Fact]
    public void Read_ItemsWithoutType_HaveTheirOwn()
    {
        var list = KubernetesJson.Deserialize<KubernetesList<Pod>>("""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"abc"},"items":[{"metadata":{"name":"a"}}]}""");

        Assert.Equal("7", list.Metadata.ResourceVersion);
        Assert.Equal("abc", list.Metadata.Continue);
        var pod = Assert.Single(list.Items);
        Assert.Equal(("v1", "Pod"), (pod.ApiVersion, pod.Kind));
    }

    [Fact]
    public void Read_NullItems_IsEmpty() => Assert.Empty(KubernetesJson.Deserialize<KubernetesList<Pod>>("""{"items":null}""").Items);
}
