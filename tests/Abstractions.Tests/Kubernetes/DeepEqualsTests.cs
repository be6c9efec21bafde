using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class DeepEqualsTests
{
    [Theory]
    [InlineData("""{"metadata":{"labels":{"a":"1","b":"2"}}}""", """{"metadata":{"labels":{"b":"2","a":"1"}}}""", true)]
    [InlineData("""{"spec":{"overhead":{"cpu":"1000m"}}}""", """{"spec":{"overhead":{"cpu":1}}}""", true)]
    [InlineData("""{"spec":{"containers":[]}}""", """{"spec":{"volumes":null}}""", true)]
    [InlineData("""{"novel":1}""", """{"novel":2}""", false)]
    [InlineData("""{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""", """{"spec":{"containers":[{"name":"b"},{"name":"a"}]}}""", false)]
    public void DeepEquals_Documents_ComparesWhatTheySay(string left, string right, bool expected) =>
        Assert.Equal(expected, KubernetesJson.DeepEquals(KubernetesJson.Deserialize<Pod>(left), KubernetesJson.Deserialize<Pod>(right)));
}
