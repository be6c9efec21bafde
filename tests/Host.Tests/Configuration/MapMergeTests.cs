using System.Text.Json.Nodes;
using Reeve.Host.Configuration;

namespace Reeve.Host.Tests.Configuration;

public sealed class MapMergeTests
{
    [Fact]
    public void Load_ValueInsideAMapping_GoesOverTheLayersBelow()
    {
        var environment = new Dictionary<string, string>
        {
            ["REEVE_PROVIDERS"] = """{"process":{"maxPods":7,"nested":{"a":1}},"other":{"x":true}}""",
        };

        var options = new ConfigurationLoader(environment, isRoot: false)
            .Load(null, Flags(("providers.process.mountNamespaces", "never"), ("providers.process.nested.b", "2"), ("providers.new.y", "[1]")))
            .Options;

        Assert.Equal("""{"maxPods":7,"nested":{"a":1,"b":2},"mountNamespaces":"never"}""", Canonical(options.Providers["process"]));
        Assert.Equal("""{"x":true}""", options.Providers["other"].ToJsonString());
        Assert.Equal("""{"y":[1]}""", options.Providers["new"].ToJsonString());
    }

    [Theory]
    [InlineData("providers.process", "1")]
    [InlineData("providers.process.", "1")]
    [InlineData("provider.process.x", "1")]
    public void Load_KeyThatLeadsNowhere_IsUnknownAndSaysWhatIsKnown(string key, string value)
    {
        var exception = Assert.Throws<ConfigurationException>(
            () => new ConfigurationLoader(new Dictionary<string, string>(), isRoot: false).Load(null, Flags((key, value))));

        Assert.DoesNotContain("known here are .", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Unknown key", exception.Errors[0].Message, StringComparison.Ordinal);
    }

    private static KeyValuePair<string, string>[] Flags(params (string Key, string Value)[] flags) =>
        [.. flags.Select(flag => KeyValuePair.Create(flag.Key, flag.Value))];

    private static string Canonical(JsonObject options) => new JsonObject(
        options.OrderBy(pair => pair.Key == "mountNamespaces").Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString();
}
