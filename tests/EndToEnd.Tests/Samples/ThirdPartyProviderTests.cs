using Reeve.Testing;

namespace Reeve.EndToEnd.Samples;

/// <summary>A provider that knows nothing but the packed contract runs in the host.</summary>
[Collection(SamplePlugin.OneAtATime)]
public sealed class ThirdPartyProviderTests
{
    [LinuxFact]
    public async Task Sample_BuiltAgainstThePackageAlone_DeliversItsPod()
    {
        using var reeve = new ReeveCommand();
        await SamplePlugin.BuildAsync(reeve, "ThirdPartyProvider", reeve["plugins/outbox"]);

        var result = await reeve.RunAsync(
            "run", Path.Combine(reeve["author"], "letter.yaml"), "--plugins", reeve["plugins"], "--provider", "outbox", "--until-done");
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
