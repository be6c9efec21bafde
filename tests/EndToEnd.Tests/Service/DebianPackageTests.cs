using Reeve.Testing;

namespace Reeve.EndToEnd.Service;

/// <summary>The Debian package in a real systemd. The whole of it, with the command as it is released, is <c>eng/service.sh</c> without arguments.</summary>
public sealed class DebianPackageTests
{
    [RequiresFact(Component.Systemd)]
    public async Task Package_InstalledUpgradedAndPurgedUnderPods_NoneDisturbedAndNothingLeft()
    {
        var result = await Tool.RunAsync(
            Path.Combine(Repository.Root, "eng", "service.sh"),
            ["--from", Repository.Built("Reeve.Host"), "--pods", "10", "--brief"],
            within: TimeSpan.FromMinutes(6));

        Assert.True(result.ExitCode == 0, $"{result.Output}\n{result.Error}");
        Assert.Contains("upgraded to ", result.Output, StringComparison.Ordinal);
        Assert.Contains("purged: ", result.Output, StringComparison.Ordinal);
    }
}
