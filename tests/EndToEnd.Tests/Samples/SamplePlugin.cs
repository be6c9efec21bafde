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
        await SucceedAsync("build", [reeve["author"], "-o", output, .. Against(reeve, version)]);
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
        await SucceedAsync("pack", [reeve["author"], "-o", output, .. Against(reeve, version)]);
    }

    /// <summary>Builds whatever an author has, which may fail.</summary>
    /// <param name="reeve">The directories.</param>
    /// <param name="solution">What to build; its projects refer to the contract of <c>$(ReeveVersion)</c>.</param>
    public static async Task<ProgramResult> TryBuildAsync(ReeveCommand reeve, string solution)
    {
        var version = await PackContractAsync(reeve);
        return await RunAsync("build", [solution, .. Against(reeve, version)]);
    }

    private static async Task<string> PrepareAsync(ReeveCommand reeve, string sample)
    {
        var version = await PackContractAsync(reeve);
        Copy(Path.Combine(Repository.Samples, sample), reeve["author"]);
        return version;
    }

    // A version of its own, so that no cache of packages can hold another one.
    private static async Task<string> PackContractAsync(ReeveCommand reeve)
    {
        var version = $"0.1.0-test.{Guid.NewGuid():n}";
        await SucceedAsync("pack", [Path.Combine(Repository.Root, "Abstractions"), "-o", reeve["feed"], $"-p:Version={version}", "-p:EnablePackageValidation=false"]);
        return version;
    }

    // Far from this repository, with a package cache of its own: nothing else can be found.
    private static string[] Against(ReeveCommand reeve, string version) =>
        [$"-p:ReeveVersion={version}", $"-p:RestoreSources={reeve["feed"]}", $"-p:RestorePackagesPath={reeve["packages"]}"];

    private static async Task SucceedAsync(string verb, IEnumerable<string> arguments)
    {
        var result = await RunAsync(verb, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static Task<ProgramResult> RunAsync(string verb, IEnumerable<string> arguments) =>
        Programs.RunAsync("dotnet", [verb, .. arguments, "-v", "quiet", "-nologo", "-nodeReuse:false"]);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
