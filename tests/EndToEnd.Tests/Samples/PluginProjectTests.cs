using System.Text.Json;
using System.Text.RegularExpressions;
using Reeve.Testing;

namespace Reeve.EndToEnd.Samples;

/// <summary>The targets that come with the contract's package tell an author of mistakes in his project, each with its code and the way out.</summary>
[Collection(SamplePlugin.OneAtATime)]
public sealed partial class PluginProjectTests
{
    private const string Manifest = """{"id": "acme.outbox", "version": "1.2.0", "assembly": "NAME.dll", "contract": "0.1", "provides": [{"kind": "workload", "name": "outbox"}]}""";

    private static readonly PluginProject[] Projects =
    [
        new() { Name = "Right", Error = "" },
        new() { Name = "RightManifest", Error = "", Items = "", Manifest = ManifestOf("RightManifest") },
        new()
        {
            Name = "Version",
            Error = "REEVE001: The manifest says version \"1.0.0\", the project 1.2.0; make both agree, or leave the manifest to the build.",
            Manifest = ManifestOf("Version").Replace("1.2.0", "1.0.0", StringComparison.Ordinal),
        },
        new()
        {
            Name = "Assembly",
            Error = "REEVE002: The manifest says assembly \"Other.dll\", the build makes Assembly.dll.",
            Manifest = ManifestOf("Other"),
        },
        new()
        {
            Name = "Id",
            Error = "REEVE003: The manifest says id \"acme.inbox\", the project acme.outbox.",
            Manifest = ManifestOf("Id").Replace("outbox", "inbox", StringComparison.Ordinal),
        },
        new()
        {
            Name = "NoId",
            Error = "REEVE004: A plugin has an id: set ReevePluginId (and ReeveProvider items), or write plugin.json beside the project.",
            Properties = "",
        },
        new()
        {
            Name = "NoProvider",
            Error = "REEVE005: A plugin provides something: add <ReeveProvider Include=\"name\" Kind=\"workload\" /> (or driver, cluster, proxy), or write plugin.json beside the project.",
            Items = "",
        },
        new()
        {
            Name = "Contract",
            Error = "REEVE006: The contract would be copied beside the plugin; reference it with <PackageReference Include=\"Reeve.Abstractions\" ExcludeAssets=\"runtime\" … />.",
            Contract = "",
        },
        new()
        {
            Name = "WrongId",
            Error = "REEVE007: ReevePluginId \"Acme.Outbox\" must be lower-case letters, digits, dots and dashes, at most 128, such as acme.outbox.",
            Properties = "<ReevePluginId>Acme.Outbox</ReevePluginId>",
        },
        new()
        {
            Name = "WrongKind",
            Error = "REEVE008: The provider \"outbox\" of kind \"pods\": its name must be lower-case letters, digits and dashes, at most 63, its kind workload, driver, cluster or proxy.",
            Items = """<ReeveProvider Include="outbox" Kind="pods" />""",
        },
        new()
        {
            Name = "NoOptions",
            Error = "REEVE009: The provider \"outbox\": there is no file outbox.json beside the project to describe its options.",
            Items = """<ReeveProvider Include="outbox" Kind="workload" Options="outbox.json" />""",
        },
        new()
        {
            Name = "ClassAlone",
            Error = "REEVE010: ReevePluginClass Acme.Plugin goes with ReevePluginId: set it to the id that plugin.json says, or write the assembly's attribute yourself.",
            Properties = "<ReevePluginClass>Acme.Plugin</ReevePluginClass>",
            Manifest = ManifestOf("ClassAlone"),
        },
    ];

    [Fact]
    public async Task Build_ProjectsWithAMistakeEach_StopsWithItsCodeAndSaysTheWayOut()
    {
        using var reeve = new ReeveCommand();
        foreach (var project in Projects)
        {
            project.Write(reeve["author"]);
        }

        var solution = Path.Combine(reeve["author"], "All.slnx");
        File.WriteAllText(solution, $"<Solution>{string.Concat(Projects.Select(project => $"<Project Path=\"{project.Name}/{project.Name}.csproj\" />"))}</Solution>");
        var built = await SamplePlugin.TryBuildAsync(reeve, solution);

        var errors = ErrorLine().Matches(built.Output).Select(match => (Project: match.Groups[2].Value, Text: match.Groups[1].Value)).Distinct().ToList();
        Assert.Equal(
            Projects.Where(project => project.Error.Length > 0).Select(project => $"{project.Name}: {project.Error}").Order(StringComparer.Ordinal),
            errors.Select(error => $"{error.Project}: {error.Text}").Order(StringComparer.Ordinal));
        var written = File.ReadAllText(Path.Combine(reeve["author"], "Right", "bin", "Debug", "net10.0", "plugin.json"));
        using var manifest = JsonDocument.Parse(written);
        Assert.Equal(("acme.outbox", "Right.dll"), (manifest.RootElement.GetProperty("id").GetString(), manifest.RootElement.GetProperty("assembly").GetString()));
    }

    /// <summary>The page that authors read names each code that the targets have.</summary>
    [Fact]
    public void Codes_OfTheTargets_AreTriedAndDocumented()
    {
        var targets = File.ReadAllText(Path.Combine(Repository.Root, "Abstractions", "buildTransitive", "Reeve.Abstractions.targets"));
        var codes = Code().Matches(targets).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal).ToList();
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "plugin-packages.md"));

        Assert.NotEmpty(codes);
        Assert.Equal(codes, Projects.Where(project => project.Error.Length > 0).Select(project => project.Error[..8]).Order(StringComparer.Ordinal));
        Assert.All(codes, code => Assert.Contains(code, page, StringComparison.Ordinal));
    }

    private static string ManifestOf(string assembly) => Manifest.Replace("NAME", assembly, StringComparison.Ordinal);

    [GeneratedRegex(@"error ((?:[A-Z]+)\d+: .*) \[.*/(\w+)\.csproj\]")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"REEVE\d{3}")]
    private static partial Regex Code();
}
