using Reeve.Testing;

namespace Reeve.EndToEnd.Packages;

/// <summary>A library that is packed as this repository packs its own stays compatible with the release that is named as its baseline.</summary>
public sealed class PackageBaselineTests : IDisposable
{
    private const string Released = "namespace Acme; public interface IOutbox { int Count { get; } void Send(string letter); }";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Pack_WithABaseline_TakesWhatGrowsAndRefusesWhatLacksAMember()
    {
        Directory.CreateDirectory(_directory["library"]);
        File.WriteAllText(_directory["library/README.md"], "# Acme.Library\n");
        File.WriteAllText(_directory["library/Acme.Library.csproj"], """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><ProjectType>Library</ProjectType></PropertyGroup></Project>""");
        var first = await PackAsync(Released, "1.0.0");
        Assert.True(first.ExitCode == 0, first.ToString());

        var grown = await PackAsync(Released + " public interface IInbox { int Count { get; } }", "1.1.0", "1.0.0");
        Assert.True(grown.ExitCode == 0, grown.ToString());

        var broken = await PackAsync(Released.Replace("void Send(string letter);", "", StringComparison.Ordinal), "1.2.0", "1.0.0");
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Contains("CP0002", broken.Output, StringComparison.Ordinal);
        Assert.Contains("Acme.IOutbox.Send(string)", broken.Output, StringComparison.Ordinal);
    }

    // With this repository's rules, but none of its files: its packages, its cache of restored ones aside, are not looked at.
    private async Task<ProgramResult> PackAsync(string code, string version, string? baseline = null)
    {
        Directory.CreateDirectory(_directory["feed"]);
        var cache = (await Programs.RunAsync("dotnet", ["nuget", "locals", "global-packages", "--list"])).Output.Replace("global-packages:", "", StringComparison.Ordinal).Trim();
        File.WriteAllText(_directory["nuget.config"], $"""<configuration><packageSources><clear /><add key="cache" value="{cache}" /></packageSources></configuration>""");
        File.WriteAllText(_directory["library/IOutbox.cs"], code);
        return await Programs.RunAsync("dotnet",
        [
            "pack", _directory["library"], "-o", _directory["feed"], "-v", "quiet", "-nologo", "-nodeReuse:false", $"-p:Version={version}",
            .. new[] { "Props", "Targets" }.Select(kind => $"-p:DirectoryBuild{kind}Path={Path.Combine(Repository.Root, $"Directory.Build.{kind.ToLowerInvariant()}")}"),
            $"-p:ArtifactsPath={_directory["artifacts"]}",
            .. baseline is null ? Array.Empty<string>() : [$"-p:PackageBaseline={baseline}", $"-p:PackageBaselineSource={_directory["feed"]}"],
        ], _directory.Path, new Dictionary<string, string> { ["NUGET_PACKAGES"] = _directory["packages"] });
    }
}
