using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class IntOrStringTests
{
    [Fact]
    public void Json_AnyNumber_StaysANumber() =>
        Prop.ForAll<int>(number => ReadWrite($$"""{"port":{{number}}}""") == (IntOrString)number).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_AnyText_StaysText() =>
        Prop.ForAll<NonNull<string>>(text => ReadWrite(KubernetesJson.Serialize(new TCPSocketAction { Port = text.Get })) == (IntOrString)text.Get).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_NumberAsText_IsNotANumber()
    {
        var port = KubernetesJson.Deserialize<TCPSocketAction>("""{"port":"80"}""").Port;

        Assert.False(port.IsInt);
        Assert.Equal("80", port.StringValue);
        Assert.NotEqual<IntOrString>(80, port);
    }

    [Fact]
    public void Json_Null_IsZero() => Assert.Equal<IntOrString>(0, KubernetesJson.Deserialize<TCPSocketAction>("""{"port":null}""").Port);

    [Theory]
    [InlineData("1.5")]
    [InlineData("3000000000")]
    [InlineData("true")]
    [InlineData("[]")]
    public void Json_Other_IsRefused(string value) =>
        Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<TCPSocketAction>($$"""{"port":{{value}}}"""));

    private static IntOrString ReadWrite(string json)
    {
        var action = KubernetesJson.Deserialize<TCPSocketAction>(json);
        return KubernetesJson.Deserialize<TCPSocketAction>(KubernetesJson.Serialize(action)).Port;
    }
}
