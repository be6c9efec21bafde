using Reeve.Host.Control;
using Reeve.Host.Tests.Documentation.Support;

namespace Reeve.Host.Tests.Documentation;

/// <summary>Each provider has a page with every option.</summary>
public sealed class ProviderPageTests(DocumentPlugins plugins) : IClassFixture<DocumentPlugins>
{
    [Fact]
    public void Pages_EveryOptionOfEachProvider_IsTold()
    {
        var missing = new List<string>();
        foreach (var provider in plugins.Plugins.Plugins.SelectMany(static plugin => plugin.Providers).Select(ProviderSummary.Of))
        {
            string[] names = [$"docs/{provider.Name}-provider.md", $"docs/{provider.Name}.md"];
            var pages = DocumentPage.All.Where(page => names.Contains(page.Path)).ToList();
            Assert.True(pages.Count > 0, $"{provider.Name} has no page {names[0]}");

            // A page may lead to others of the same provider for what belongs together.
            var text = string.Concat(pages.SelectMany(static page => page.Links.Where(static link => link.EndsWith(".md", StringComparison.Ordinal)).Select(static link => $"docs/{link}").Append(page.Path))
                .Distinct().Select(static path => DocumentPage.All.FirstOrDefault(page => page.Path == path)?.Text));
            missing.AddRange(provider.Options.Where(option => !IsTold(text, option.Key)).Select(option => $"{names[0]}: {option.Key}"));
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    // In code, alone or with what it is below; or in an example.
    private static bool IsTold(string text, string key)
    {
        var last = key.Split('.')[^1].TrimEnd('[', ']');
        return text.Contains($"`{key}`", StringComparison.Ordinal) || text.Contains($"`{last}`", StringComparison.Ordinal) || text.Contains($".{last}`", StringComparison.Ordinal)
            || text.Contains($"{last}:", StringComparison.Ordinal) || text.Contains($"`{last}:", StringComparison.Ordinal) || text.Contains($"`{last}.", StringComparison.Ordinal);
    }
}
