using Reeve.Testing;

namespace Reeve.EndToEnd.Samples;

/// <summary>A provider that knows nothing but the packed contract runs in the host.</summary>
public sealed class ThirdPartyProviderTests
{
    [LinuxFact]
    public async Task Sample_BuiltAgainstThePackageAlone_DeliversItsPod()
    {
        using var reeve = new ReeveCommand();
        // A version of its own, so that no cache of packages can hold another one.
        var version = $"0.1.0-test.{Guid.NewGuid():n}";
        await SucceedAsync("pack", Path.Combine(Repository.Root, "Abstractions"), "-o", reeve["feed"], $"-p:Version={version}", "-p:EnablePackageValidation=false");

        // Far from this repository, with a package cache of its own: nothing else can be found.
        Copy(Path.Combine(Repository.Samples, "ThirdPartyProvider"), reeve["author"]);
        await SucceedAsync(
            "build", reeve["author"], "-o", reeve["plugins/outbox"], $"-p:ReeveVersion={version}", "--source", reeve["feed"],
            $"-p:RestorePackagesPath={reeve["packages"]}");

        Assert.False(File.Exists(Path.Combine(reeve["plugins/outbox"], "Reeve.Abstractions.dll")), "the contract was copied beside the plugin");
        var result = await reeve.RunAsync(
            "run", Path.Combine(reeve["author"], "letter.yaml"), "--plugins", reeve["plugins"], "--provider", "outbox", "--until-done");
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static async Task SucceedAsync(params string[] arguments)
    {
        var result = await Programs.RunAsync("dotnet", [.. arguments, "-v", "quiet", "-nologo", "-nodeReuse:false"]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
