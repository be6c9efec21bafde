using Reeve.TestKit;
using Reeve.TestKit.Workloads;
using Reeve.Testing;
using Xunit.Abstractions;

namespace Reeve.EndToEnd.Samples;

/// <summary>A provider that knows nothing but the packed contract runs in the host, and does what the contract demands.</summary>
[Collection(SamplePlugin.OneAtATime)]
public sealed class ThirdPartyProviderTests(ITestOutputHelper output)
{
    [LinuxFact]
    public async Task Sample_BuiltAgainstThePackageAlone_DeliversItsPodAndConforms()
    {
        using var reeve = new ReeveCommand();
        await SamplePlugin.BuildAsync(reeve, "ThirdPartyProvider", reeve["plugins/outbox"]);

        var result = await reeve.RunAsync(
            "run", Path.Combine(reeve["author"], "letter.yaml"), "--plugins", reeve["plugins"], "--provider", "outbox", "--until-done");
        Assert.True(result.ExitCode == 0, result.ToString());

        var report = await WorkloadProviderSuite.RunAsync(new ProviderTarget
        {
            PluginDirectory = reeve["plugins/outbox"],
            Provider = "outbox",
            RunsPrograms = false,
            EndsAtOnce = true,
        });
        output.WriteLine(report.ToString());
        Assert.True(report.Conforms, report.ToString());
    }
}
