using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class SecretJsonTests
{
    [Fact]
    public void Data_Base64_IsReadAsBytes()
    {
        var secret = KubernetesJson.Deserialize<Secret>("""{"data":{"k":"aGk=","empty":"","null":null},"stringData":{"t":"x"}}""");

        Assert.Equal("hi"u8, secret.Data["k"].Span);
        Assert.True(secret.Data["empty"].IsEmpty);
        Assert.True(secret.Data["null"].IsEmpty);
        Assert.Equal("x", secret.StringData["t"]);
    }

    [Fact]
    public void Data_NotBase64_NamesThePath()
    {
        var error = Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<Secret>("""{"data":{"k":"p@ss"}}"""));

        Assert.Equal("$.data.k", error.Path);
        Assert.DoesNotContain("p@ss", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NonAscii_IsNotEscaped() =>
        Assert.Equal("""{"apiVersion":"v1","kind":"ConfigMap","data":{"k":"a+b 'ü'"}}""", KubernetesJson.Serialize(new ConfigMap { Data = new Dictionary<string, string> { ["k"] = "a+b 'ü'" } }));
}
