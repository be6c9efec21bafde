using Reeve.Host.Tests.Documentation.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Documentation;

/// <summary>The pages lead to one another, and none is left aside.</summary>
public sealed class LinkTests
{
    private const string Index = "docs/README.md";

    [Fact]
    public void Links_EveryOne_LeadsSomewhere()
    {
        var problems = DocumentPage.All.SelectMany(page => page.Links.Select(link => Problem(page, link)).OfType<string>()).ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Index_EveryPage_IsNamed()
    {
        var named = DocumentPage.All.Single(static page => page.Path == Index).Links.Select(static link => link.Split('#')[0]).ToHashSet();
        var pages = DocumentPage.All.Where(static page => page.Path.StartsWith("docs/", StringComparison.Ordinal) && page.Path != Index).Select(static page => page.Path["docs/".Length..]);

        Assert.DoesNotContain(pages, page => !named.Contains(page));
    }

    private static string? Problem(DocumentPage page, string link)
    {
        var parts = link.Split('#', 2);
        var path = parts[0].Length == 0 ? page.Path : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, parts[0])));
        if (!Path.Exists(Path.Combine(Repository.Root, path)))
        {
            return $"{page.Path}: {link}: there is no {path}";
        }

        return parts.Length == 2 && DocumentPage.All.FirstOrDefault(one => one.Path == path) is { } target && !target.Anchors.Contains(parts[1])
            ? $"{page.Path}: {link}: {path} has no such heading"
            : null;
    }
}
