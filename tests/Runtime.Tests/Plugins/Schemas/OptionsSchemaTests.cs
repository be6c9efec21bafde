using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins;
using Reeve.Runtime.Plugins.Schemas;

namespace Reeve.Runtime.Tests.Plugins.Schemas;

public sealed class OptionsSchemaTests
{
    private const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["partition"],
          "properties": {
            "partition": { "type": "string", "pattern": "^[a-z]+$", "maxLength": 8 },
            "maxPods": { "type": "integer", "minimum": 1, "maximum": 500, "default": 110 },
            "mode": { "enum": ["auto", "always", "never"] },
            "share": { "type": ["number", "null"] },
            "hosts": { "type": "array", "items": { "type": "string", "minLength": 1 } },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "ssh": { "type": "object", "additionalProperties": false, "properties": { "port": { "type": "integer" } } }
          }
        }
        """;

    [Fact]
    public void Validate_GoodOptions_HasNoErrors() => Assert.Empty(Validate("""
        { "partition": "gpu", "maxPods": 20, "mode": "auto", "share": null, "hosts": ["a"], "labels": { "x": "y" }, "ssh": { "port": 22 } }
        """));

    [Theory]
    [InlineData("{}", "o.partition: Required value")]
    [InlineData("""{"partition":"gpu","maxpods":2}""", "o.maxpods: Invalid value: unknown key; did you mean \"maxPods\"?")]
    [InlineData("""{"partition":"gpu","zzz":2}""", "o.zzz: Invalid value: unknown key")]
    [InlineData("""{"partition":"gpu","ssh":{"prot":22}}""", "o.ssh.prot: Invalid value: unknown key; did you mean \"port\"?")]
    [InlineData("""{"partition":"gpu","maxPods":0}""", "o.maxPods: Invalid value: 0: must be greater than or equal to 1")]
    [InlineData("""{"partition":"gpu","maxPods":501}""", "o.maxPods: Invalid value: 501: must be less than or equal to 500")]
    [InlineData("""{"partition":"gpu","maxPods":1.5}""", "o.maxPods: Invalid value: 1.5: must be a whole number")]
    [InlineData("""{"partition":"gpu","maxPods":"20"}""", "o.maxPods: Invalid value: \"20\": must be a whole number")]
    [InlineData("""{"partition":"gpu","mode":"alway"}""", "o.mode: Unsupported value: \"alway\": supported values: \"auto\", \"always\", \"never\"; did you mean \"always\"?")]
    [InlineData("""{"partition":"gpu","share":"x"}""", "o.share: Invalid value: \"x\": must be a number or null")]
    [InlineData("""{"partition":"gpu","hosts":["a",""]}""", "o.hosts[1]: Invalid value: must have at least 1 characters")]
    [InlineData("""{"partition":"gpu","labels":{"x":1}}""", "o.labels.x: Invalid value: 1: must be a string")]
    [InlineData("""{"partition":"GPU"}""", "o.partition: Invalid value: must match the regex ^[a-z]+$")]
    [InlineData("""{"partition":"abcdefghi"}""", "o.partition: Too long: may not be more than 8 characters")]
    [InlineData("[]", "o: Invalid value: an array: must be an object")]
    public void Validate_BadOptions_SaysWhatIsWrong(string options, string error) => Assert.Equal(error, Assert.Single(Validate(options)));

    [Fact]
    public void Validate_ProviderOptions_AreParsed() =>
        Assert.Equal("o.partition: Required value", Assert.Single(Read(Schema).Validate(ProviderOptions.Empty, "o")).ToString());

    [Fact]
    public void Read_Schema_KeepsOrderAndDefaults()
    {
        var root = Read(Schema).Root;

        Assert.Equal(["partition", "maxPods", "mode", "share", "hosts", "labels", "ssh"], root.Properties.Select(property => property.Key));
        Assert.Equal(110, root.Properties[1].Value.Default!.Value.GetInt32());
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"minimun":1}}}""", "x.properties.a.minimun: Invalid value: the keyword is not supported; did you mean \"minimum\"?")]
    [InlineData("""{"type":"object","required":["a"]}""", "x.required: Invalid value: names \"a\", which is not among the properties")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"(a)\\1"}}}""", "x.properties.a.pattern")]
    [InlineData("""{"type":"object","properties":7}""", "x.properties: Invalid value: must be an object")]
    [InlineData("true", "x: Invalid value: must be an object")]
    public void Read_BadSchema_SaysWhatIsWrong(string schema, string error)
    {
        List<FieldError> errors = [];
        using var document = JsonDocument.Parse(schema);

        OptionsSchema.Read(document.RootElement, "x", errors);

        Assert.Contains(errors, found => found.ToString().StartsWith(error, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_DeepSchema_IsRefusedNotOverflowed()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 30; i++)
        {
            text.Append("{\"type\":\"object\",\"items\":");
        }

        text.Append("{}").Append('}', 30);
        List<FieldError> errors = [];
        using var document = JsonDocument.Parse(text.ToString());

        OptionsSchema.Read(document.RootElement, "x", errors);

        Assert.Contains(errors, error => error.Message.Contains("nested", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_AnyInteger_AgreesWithItsLimits() => Prop.ForAll<int>(number =>
        (Validate($$"""{"partition":"gpu","maxPods":{{number}}}""").Count == 0) == (number is >= 1 and <= 500)).QuickCheckThrowOnFailure();

    private static List<string> Validate(string options)
    {
        using var document = JsonDocument.Parse(options);
        return [.. Read(Schema).Validate(document.RootElement, "o").Select(error => error.ToString())];
    }

    private static OptionsSchema Read(string schema)
    {
        List<FieldError> errors = [];
        using var document = JsonDocument.Parse(schema);
        var read = OptionsSchema.Read(document.RootElement, "x", errors);
        Assert.Empty(errors);
        return read;
    }
}
