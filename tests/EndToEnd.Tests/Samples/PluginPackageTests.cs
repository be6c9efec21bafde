using Reeve.Testing;

namespace Reeve.EndToEnd.Samples;

/// <summary>A plugin goes from its author to a host as a package, and the build writes its manifest.</summary>
[Collection(SamplePlugin.OneAtATime)]
public sealed class PluginPackageTests
{
    // What an author writes in place of plugin.json and of the attribute in the code.
    private const string Project = """
        <Project>
          <PropertyGroup>
            <Version>1.2.0</Version>
            <PackageId>Example.Outbox</PackageId>
            <Description>Pods that are "delivered" instead of run.</Description>
            <ReevePluginId>example.outbox</ReevePluginId>
            <ReevePluginClass>Outbox.OutboxPlugin</ReevePluginClass>
          </PropertyGroup>
          <ItemGroup>
            <ReeveProvider Include="outbox" Kind="workload" Description="Writes each container's command line to a file." />
          </ItemGroup>
        </Project>
        """;

    [LinuxFact]
    public async Task Sample_PackedByItsAuthor_IsInstalledAndDeliversItsPod()
    {
        using var reeve = new ReeveCommand();
        await SamplePlugin.PackAsync(reeve, "ThirdPartyProvider", reeve["published"], static author =>
        {
            File.Delete(Path.Combine(author, "plugin.json"));
            File.WriteAllText(Path.Combine(author, "Directory.Build.props"), Project);
            var code = Path.Combine(author, "OutboxPlugin.cs");
            File.WriteAllText(code, File.ReadAllText(code).Replace("[assembly: ReevePlugin(typeof(Outbox.OutboxPlugin), \"example.outbox\")]", "", StringComparison.Ordinal));
        });

        // Into an agent that runs.
        using var agent = Programs.Start(ReeveCommand.Program, ["run", "--state-dir", reeve.State]);
        try
        {
            await Eventually.TrueAsync(() => File.Exists(Path.Combine(reeve.State, "agent.sock")), "the agent answers");
            await SucceedAsync(reeve.RunAsync("plugins", "install", "Example.Outbox", "--source", reeve["published"]));
            await AssertServedAsync(reeve);
        }
        finally
        {
            agent.Kill();
            await agent.WaitForExitAsync();
        }

        // And it is there for the next one.
        await SucceedAsync(reeve.RunAsync("run", Path.Combine(reeve["author"], "letter.yaml"), "--provider", "outbox", "--until-done"));
    }

    private static async Task AssertServedAsync(ReeveCommand reeve)
    {
        var listed = await reeve.RunAsync("plugins", "list");
        var line = Assert.Single(listed.Output.Split('\n'), static line => line.StartsWith("example.outbox ", StringComparison.Ordinal));
        Assert.Equal(["example.outbox", "1.2.0", "Active", "workload/outbox"], line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task SucceedAsync(Task<ProgramResult> run)
    {
        var result = await run;
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
