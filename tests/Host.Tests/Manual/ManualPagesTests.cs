using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Manual;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Manual;

public sealed class ManualPagesTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Manual_EveryCommandThatHelpLists_HasAPageWithItsOptions()
    {
        using var cli = new TestCli();

        Assert.Equal(0, await cli.RunAsync("__manual", _directory.Path));

        Assert.All(
            CommandCatalog.All.Where(command => !command.Name.StartsWith('_')),
            command => Assert.True(File.Exists(_directory[$"reeve-{command.Name}.1"]), command.Name));
        Assert.True(File.Exists(_directory["reeve-plugins-install.1"]));
        Assert.False(File.Exists(_directory["reeve-__complete.1"]));
        Assert.Contains("\\fB\\-\\-until\\-done\\fR", await File.ReadAllTextAsync(_directory["reeve-run.1"]), StringComparison.Ordinal);
        Assert.Contains("\\fB\\-\\-state\\-dir\\fR \\fIDIR\\fR", await File.ReadAllTextAsync(_directory["reeve.1"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_EverySetting_IsInItsPage()
    {
        var page = ConfigurationPage.Write();

        Assert.All(SettingCatalog.All, setting => Assert.Contains($".TP\n\\fB{setting.Key}\\fR", page, StringComparison.Ordinal));
        Assert.DoesNotContain("`", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Roff_AnyText_IsNoRequest() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text =>
        {
            var lines = new Roff("x", 1, "y").Paragraph(text.Get).Term(text.Get, text.Get, text.Get).ToString().Split('\n');
            return lines.All(line => line is not ['\'', ..] && (line is not ['.', ..] || line.StartsWith(".TH ", StringComparison.Ordinal) || line is ".PP" or ".TP" or ".nh" or ".ad l"));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("see `a` and [the page](page.md#x).", "see a and the page.")]
    [InlineData("a[0] [b](", "a[0] [b](")]
    public void Plain_Markdown_ItsWords(string markdown, string text) => Assert.Equal(text, Roff.Plain(markdown));
}
