using System.Collections.Frozen;
using System.Collections.Immutable;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class OmitEmptyTests
{
    [Fact]
    public void Write_EmptyCollectionsOfAnyKind_AreLeftOut()
    {
        var container = new Container
        {
            Command = [],
            Args = ImmutableArray<string>.Empty,
            Env = new List<EnvVar>(),
            Ports = new Queue<ContainerPort>().ToArray(),
            Resources = new() { Limits = FrozenDictionary<string, Quantity>.Empty, Requests = new Dictionary<string, Quantity>() },
        };

        Assert.Equal("""{"resources":{}}""", KubernetesJson.Serialize(container));
    }

    [Fact]
    public void Write_FilledCollectionsOfAnyKind_AreWritten()
    {
        var container = new Container
        {
            Command = ["a"],
            Args = ImmutableArray.Create("b"),
            Resources = new() { Limits = new Dictionary<string, Quantity> { ["cpu"] = new(2) }.ToFrozenDictionary() },
        };

        Assert.Equal("""{"command":["a"],"args":["b"],"resources":{"limits":{"cpu":"2"}}}""", KubernetesJson.Serialize(container));
    }

    [Fact]
    public void Write_OptionalTextThatIsEmpty_Stays() =>
        Assert.Equal("""{"storageClassName":""}""", KubernetesJson.Serialize(KubernetesJson.Deserialize<PersistentVolumeClaimTemplate>("""{"spec":{"storageClassName":""}}""").Spec));
}
