using Reeve.Testing;
using Xunit.Abstractions;

namespace Reeve.EndToEnd.Samples;

/// <summary>Scripts that are authors: they have nothing but a feed of packages and the host.</summary>
[Collection(SamplePlugin.OneAtATime)]
public sealed class AuthorScriptTests(AuthorFeed feed, ITestOutputHelper output) : IClassFixture<AuthorFeed>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);

    /// <summary>From an empty directory to a pod that runs through a new plugin.</summary>
    [LinuxFact]
    public Task Author_FromAnEmptyDirectory_RunsAPodThroughANewPlugin() => SucceedAsync("author.sh", "A pod runs through the new plugin");

    /// <summary>What each template makes builds, conforms, packs, installs and works.</summary>
    [LinuxFact]
    public Task Templates_AllOfThem_BuildConformPackInstallAndWork() => SucceedAsync("templates.sh", "Every template's work builds");

    private async Task SucceedAsync(string script, string said)
    {
        var result = await Programs.RunAsync("bash", [Path.Combine(Repository.Root, "eng", script), "--feed", feed.Path, "--reeve", ReeveCommand.Program], patience: Patience);

        output.WriteLine(result.ToString());
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(said, result.Output, StringComparison.Ordinal);
    }
}
