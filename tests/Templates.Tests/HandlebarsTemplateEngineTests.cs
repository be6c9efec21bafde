using FsCheck;
using FsCheck.Fluent;

namespace Reeve.Templates.Tests;

public sealed class HandlebarsTemplateEngineTests
{
    private static readonly Dictionary<string, object?> Values = new()
    {
        ["configroot"] = "/etc/a&b",
        ["hosts"] = new[] { "a", "b" },
        ["user"] = new Dictionary<string, object?> { ["name"] = "eve" },
        ["empty"] = "",
    };

    private readonly HandlebarsTemplateEngine _engine = new();

    [Theory]
    [InlineData("{{configroot}}/conf", "/etc/a&b/conf")]
    [InlineData("{{{configroot}}}", "/etc/a&b")]
    [InlineData("{{#each hosts}}{{this}};{{/each}}", "a;b;")]
    [InlineData("{{user.name}}", "eve")]
    [InlineData("{{#if empty}}yes{{else}}no{{/if}}", "no")]
    [InlineData("{{!-- a comment --}}x", "x")]
    [InlineData("a single { brace }", "a single { brace }")]
    [InlineData("<a href=\"{{empty}}\">'&'</a>", "<a href=\"\">'&'</a>")]
    public void Render_Template_InsertsWithoutEscaping(string template, string expected) =>
        Assert.Equal(expected, _engine.Render("t", template, Values));

    [Theory]
    [InlineData("{{wrong}}", "wrong")]
    [InlineData("{{user.wrong}}", "user.wrong")]
    [InlineData("{{#each hosts}}{{wrong}}{{/each}}", "wrong")]
    [InlineData("{{#if wrong}}x{{/if}}", "wrong")]
    [InlineData("{{wrong 1 2}}", "wrong")]
    public void Render_UnknownName_NamesIt(string template, string name)
    {
        var failure = Assert.Throws<TemplateException>(() => _engine.Render("ConfigMap web", template, Values));

        Assert.Equal(name, failure.UnknownName);
        Assert.StartsWith("ConfigMap web: there is no value", failure.Message, StringComparison.Ordinal);
        Assert.Contains("configroot", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{#if empty}}")]
    [InlineData("{{> /etc/passwd}}")]
    public void Render_Malformed_SaysWhich(string template)
    {
        var failure = Assert.Throws<TemplateException>(() => _engine.Render("ConfigMap web", template, Values));

        Assert.Null(failure.UnknownName);
        Assert.StartsWith("ConfigMap web is not a template", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AnyValue_ComesOutAsItIs() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<FsCheck.NonNull<string>>(),
            value => _engine.Render("t", "<{{v}}>", new Dictionary<string, object?> { ["v"] = value.Get }) == $"<{value.Get}>")
        .QuickCheckThrowOnFailure();
}
