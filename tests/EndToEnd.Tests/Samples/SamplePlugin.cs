using Reeve.Testing;

namespace Reeve.EndToEnd.Samples;

/// <summary>Builds samples of plugins as their authors would: against the packed contract alone.</summary>
internal static class SamplePlugin
{
    /// <summary>The collection of tests that do so: packing the contract is done by one at a time.</summary>
    public const string OneAtATime = "packs the contract";

    /// <summary>Builds one into a directory.</summary>
    public static async Task BuildAsync(ReeveCommand reeve, string sample, string output)
    {
        var version = await PrepareAsync(reeve, sample);
        await MakeAsync("build", reeve, output, version);
        Assert.False(File.Exists(Path.Combine(output, "Reeve.Abstractions.dll")), "the contract was copied beside the plugin");
    }

    /// <summary>Packs one into a directory.</summary>
    /// <param name="reeve">The directories.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="output">Takes the package.</param>
    /// <param name="change">Changes the author's copy of the sample first.</param>
    public static async Task PackAsync(ReeveCommand reeve, string sample, string output, Action<string> change)
    {
        var version = await PrepareAsync(reeve, sample);
        change(reeve["author"]);
        await MakeAsync("pack", reeve, output, version);
    }

    private static async Task<string> PrepareAsync(ReeveCommand reeve, string sample)
    {
        // A version of its own, so that no cache of packages can hold another one.
        var version = $"0.1.0-test.{Guid.NewGuid():n}";
        await SucceedAsync("pack", Path.Combine(Repository.Root, "Abstractions"), "-o", reeve["feed"], $"-p:Version={version}", "-p:EnablePackageValidation=false");

        Copy(Path.Combine(Repository.Samples, sample), reeve["author"]);
        return version;
    }

    // Far from this repository, with a package cache of its own: nothing else can be found.
    private static Task MakeAsync(string verb, ReeveCommand reeve, string output, string version) => SucceedAsync(
        verb, reeve["author"], "-o", output, $"-p:ReeveVersion={version}", $"-p:RestoreSources={reeve["feed"]}", $"-p:RestorePackagesPath={reeve["packages"]}");

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
