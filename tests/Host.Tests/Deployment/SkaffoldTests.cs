using System.Text.RegularExpressions;
using Reeve.Testing;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Tests.Deployment;

/// <summary><c>deploy/skaffold.yaml</c> names what there is, and everything that the image is made of.</summary>
/// <remarks>Source: the reference of skaffold.yaml, <c>skaffold/v4beta6</c>.</remarks>
public sealed partial class SkaffoldTests
{
    private static readonly string s_directory = Path.Combine(Repository.Root, "deploy");
    private readonly YamlMappingNode _document = Read();

    [Fact]
    public void Document_ItsShape_IsThatOfSkaffold()
    {
        Assert.Equal("Config", Text(_document, "kind"));
        Assert.Matches("^skaffold/v[0-9]+(beta[0-9]+)?$", Text(_document, "apiVersion"));
        Assert.Empty(Keys(_document).Except(["apiVersion", "kind", "metadata", "build", "profiles"]));
        Assert.Empty(Keys(Artifact).Except(["image", "custom"]));
        Assert.Empty(Keys((YamlMappingNode)Artifact["custom"]).Except(["buildCommand", "dependencies"]));
        Assert.All(Profiles, static profile => Assert.Equal(["manifests", "name"], Keys(profile).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Build_ItsCommand_IsAScriptThatTakesTheImage()
    {
        var script = Path.Combine(s_directory, Text((YamlMappingNode)Artifact["custom"], "buildCommand"));

        Assert.Contains("$IMAGE", File.ReadAllText(script), StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public void Profiles_EachKustomization_UsesTheImage()
    {
        foreach (var profile in Profiles)
        {
            var path = Assert.Single((YamlSequenceNode)profile["manifests"]["kustomize"]["paths"]).ToString();
            Assert.True(File.Exists(Path.Combine(s_directory, path, "kustomization.yaml")), path);
            Assert.Contains($"image: {Text(Artifact, "image")}\n", File.ReadAllText(Path.Combine(s_directory, path, "statefulset.yaml")), StringComparison.Ordinal);
        }

        Assert.Equal(["openstack", "slurm"], Profiles.Select(static profile => Text(profile, "name")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Dependencies_Paths_AreThereAndAreAllThatTheImageIsMadeOf()
    {
        List<string> paths = [.. ((YamlSequenceNode)Artifact["custom"]["dependencies"]["paths"]).Select(static path => path.ToString())];

        Assert.All(paths, static path => Assert.NotEmpty(Matches(path)));
        var watched = paths.SelectMany(Matches).ToHashSet();
        Assert.Empty(ProjectsOf("Host/Reeve.Host.csproj").Concat(Plugins()).Except(watched));
        Assert.Empty(Scripts("eng/image.sh").Append("Directory.Packages.props").Append("Directory.Build.props").Append("deploy/push-image.sh").Except(watched));
    }

    private YamlMappingNode Artifact => (YamlMappingNode)Assert.Single((YamlSequenceNode)_document["build"]["artifacts"]);

    private IEnumerable<YamlMappingNode> Profiles => ((YamlSequenceNode)_document["profiles"]).Cast<YamlMappingNode>();

    private static YamlMappingNode Read()
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Path.Combine(s_directory, "skaffold.yaml"));
        stream.Load(reader);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static string Text(YamlMappingNode node, string key) => node[key].ToString();

    private static IEnumerable<string> Keys(YamlMappingNode node) => node.Children.Keys.Select(static key => key.ToString());

    // Of a pattern those files that matter here: projects, scripts and properties. Paths are from the root of the repository.
    private static IEnumerable<string> Matches(string pattern)
    {
        var clean = Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(s_directory, pattern)));
        var expression = new Regex($"^{Regex.Escape(clean).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$");
        return s_files.Value.Where(file => expression.IsMatch(file));
    }

    private static readonly Lazy<List<string>> s_files = new(static () =>
    [
        .. Directory.EnumerateDirectories(Repository.Root).Where(static directory => Path.GetFileName(directory) is not ("artifacts" or ".git" or "tests"))
            .SelectMany(static directory => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)).Concat(Directory.EnumerateFiles(Repository.Root))
            .Select(static file => Path.GetRelativePath(Repository.Root, file)),
    ]);

    private static IEnumerable<string> Plugins() => s_files.Value.Where(static file => file.StartsWith("Plugins.", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal)).SelectMany(ProjectsOf);

    private static IEnumerable<string> ProjectsOf(string project)
    {
        var directory = Path.GetDirectoryName(project)!;
        return Reference().Matches(File.ReadAllText(Path.Combine(Repository.Root, project)))
            .Select(match => Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, directory, match.Groups[1].Value))))
            .Where(static reference => s_files.Value.Contains(reference)).SelectMany(ProjectsOf).Append(project).Distinct();
    }

    private static IEnumerable<string> Scripts(string script) =>
        Script().Matches(File.ReadAllText(Path.Combine(Repository.Root, script))).Select(static match => match.Value).Where(called => called != script && s_files.Value.Contains(called)).SelectMany(Scripts).Append(script).Distinct();

    [GeneratedRegex("<ProjectReference Include=\"([^\"$]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<=^\s*|\|\| )eng/[a-z/-]+\.sh", RegexOptions.Multiline)]
    private static partial Regex Script();
}
