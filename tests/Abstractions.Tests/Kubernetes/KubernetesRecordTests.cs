using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class KubernetesRecordTests
{
    [Fact]
    public void ToString_Secret_DoesNotGiveItsValues()
    {
        var secret = new Secret { Metadata = new() { Namespace = "n", Name = "s" }, StringData = new Dictionary<string, string> { ["k"] = "hunter2" } };

        Assert.Equal("Secret n/s", secret.ToString());
        Assert.Equal("TokenReviewSpec", new TokenReviewSpec { Token = "hunter2" }.ToString());
    }

    [Fact]
    public void Equals_AbsentAndEmpty_AreTheSame()
    {
        var absent = KubernetesJson.Deserialize<Pod>("{}");
        var empty = KubernetesJson.Deserialize<Pod>("""{"status":{}}""");

        Assert.Equal(absent.Status, empty.Status);
        Assert.Equal("""{"apiVersion":"v1","kind":"Pod","status":{}}""", KubernetesJson.Serialize(empty));
    }

    [Fact]
    public void With_KeepsUnknownFields()
    {
        var spec = KubernetesJson.Deserialize<PodSpec>("""{"novel":1}""");

        Assert.Equal("""{"nodeName":"n","novel":1}""", KubernetesJson.Serialize(spec with { NodeName = "n" }));
    }

    [Fact]
    public void Read_NullText_IsEmptyText()
    {
        var metadata = KubernetesJson.Deserialize<ObjectMeta>("""{"labels":{"a":null,"b":"c"},"finalizers":[null,"x"]}""");

        Assert.Equal("", metadata.Labels["a"]);
        Assert.Equal(["", "x"], metadata.Finalizers);
    }

    [Fact]
    public void Read_NullItem_NamesThePath()
    {
        var error = Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<Pod>("""{"spec":{"containers":[{"name":"a"},null]}}"""));

        Assert.StartsWith("$.spec.containers", error.Path, StringComparison.Ordinal);
        Assert.Contains("Item 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"spec":[]}""")]
    [InlineData("""{"spec":{"priority":"1"}}""")]
    [InlineData("""{"spec":{"hostNetwork":"true"}}""")]
    [InlineData("""{"spec":{},}""")]
    [InlineData("""{"spec":{}} // no""")]
    public void Read_NotAPod_IsRefused(string json) => Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<Pod>(json));

    [Fact]
    public void CreateOptions_ReadOnly() => Assert.True(KubernetesJson.Options.IsReadOnly);

    [Fact]
    public void GetTypeInfo_ForeignType_IsRefused() => Assert.Throws<NotSupportedException>(KubernetesJson.GetTypeInfo<Uri>);
}
