using System.Text.Json;
using System.Text.Json.Serialization;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

/// <summary>A custom resource, as an author of a provider would model it.</summary>
public sealed record Widget() : KubernetesObject("example.com/v1", "Widget")
{
    public IReadOnlyList<string> Parts { get; init => field = value ?? []; } = [];

    public PodTemplateSpec? Template { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Widget))]
[JsonSerializable(typeof(KubernetesList<Widget>))]
internal sealed partial class WidgetContext : JsonSerializerContext;

public sealed class CreateOptionsTests
{
    [Theory]
    [InlineData("""{"apiVersion":"example.com/v1","kind":"Widget"}""")]
    [InlineData("""{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"a"},"parts":["x"],"template":{"spec":{"containers":[{"name":"c","novel":{}}]}},"novel":[1]}""")]
    public void CreateOptions_CustomResource_FollowsTheSameRules(string json)
    {
        var options = KubernetesJson.CreateOptions(WidgetContext.Default);

        var widget = (Widget)JsonSerializer.Deserialize(json, options.GetTypeInfo(typeof(Widget)))!;

        Assert.NotNull(widget.Parts);
        Assert.Equal(json, JsonSerializer.Serialize(widget, options.GetTypeInfo(typeof(Widget))));
    }

    [Fact]
    public void CreateOptions_ListOfCustomResources_IsRead()
    {
        var options = KubernetesJson.CreateOptions(WidgetContext.Default);

        var list = (KubernetesList<Widget>)JsonSerializer.Deserialize("""{"items":[{"parts":null}]}""", options.GetTypeInfo(typeof(KubernetesList<Widget>)))!;

        Assert.Equal("WidgetList", list.Kind);
        Assert.Empty(Assert.Single(list.Items).Parts);
    }
}
