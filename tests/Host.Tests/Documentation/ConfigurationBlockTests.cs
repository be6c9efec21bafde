using System.Text.Json;
using Reeve.Host.Clusters.Manifests;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Flavors;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Proxies;
using Reeve.Host.Tests.Documentation.Support;
using Reeve.Runtime.Manifests;
using Reeve.Runtime.Proxies.Validation;
using Reeve.Testing;

namespace Reeve.Host.Tests.Documentation;

/// <summary>Every configuration, manifest and document of the pages is read by what reads it in earnest.</summary>
public sealed class ConfigurationBlockTests(DocumentPlugins plugins) : IClassFixture<DocumentPlugins>, IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Blocks_EveryYaml_IsValid()
    {
        var blocks = DocumentPage.AllBlocks.Where(static block => block.Language is "yaml" && !block.Note.StartsWith("fragment", StringComparison.Ordinal)).ToList();
        var problems = blocks.Select(block => ProblemOf(block) is { } problem ? $"{block}: {problem}" : null).OfType<string>().ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(blocks.Count > 25, $"only {blocks.Count} were found");
    }

    [Fact]
    public void Blocks_EveryJson_IsValid()
    {
        foreach (var block in DocumentPage.AllBlocks.Where(static block => block.Language is "json"))
        {
            using var document = JsonDocument.Parse(block.Text);
            if (document.RootElement.TryGetProperty("listeners", out _))
            {
                Assert.Empty(ProxySpecValidator.Validate(ProxyDocumentText.Read(block.Text, block.ToString()).Spec).Select(error => $"{block}: {error.Field}: {error.Message}"));
            }
            else if (document.RootElement.TryGetProperty("plugins", out _))
            {
                Assert.NotEmpty(document.Deserialize(PackageJson.Default.LockDocument)!.Plugins);
            }
        }
    }

    private string? ProblemOf(DocumentBlock block)
    {
        try
        {
            var file = _directory["block.yaml"];
            File.WriteAllText(file, block.Text);
            if (block.Text.StartsWith("type:", StringComparison.Ordinal) && block.Text.Contains("\nspec:", StringComparison.Ordinal))
            {
                FlavorManifests.Read(block.Text, block.ToString());
            }
            else if (!block.Text.Contains("\nkind:", StringComparison.Ordinal) && !block.Text.StartsWith("kind:", StringComparison.Ordinal))
            {
                plugins.Check(file);
            }
            else if (block.Text.Contains("kind: Cluster\n", StringComparison.Ordinal))
            {
                ClusterManifestReader.Read(block.Text, block.ToString());
            }
            else
            {
                return string.Join("; ", new ManifestReader(new ManifestReaderOptions { Strict = true }).Read([file]).Diagnostics.Where(static one => one.Severity == ManifestSeverity.Error)) is { Length: > 0 } said ? said : null;
            }

            return null;
        }
        catch (Exception e) when (e is ConfigurationException or CommandException or ProviderException)
        {
            return e.Message;
        }
    }
}
