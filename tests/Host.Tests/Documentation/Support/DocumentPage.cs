using System.Text.RegularExpressions;
using Reeve.Testing;

namespace Reeve.Host.Tests.Documentation.Support;

/// <summary>A page of the documentation.</summary>
internal sealed partial class DocumentPage
{
    private static readonly Lazy<IReadOnlyList<DocumentPage>> Pages = new(static () => [.. Find().Select(static path => new DocumentPage(path))]);

    private DocumentPage(string path)
    {
        Path = System.IO.Path.GetRelativePath(Repository.Root, path);
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
        Blocks = [.. Fence().Matches(Text).Select(BlockOf)];
        Prose = Fence().Replace(Text, "\n");
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DocumentPage> All => Pages.Value;

    /// <summary>All their blocks.</summary>
    public static IEnumerable<DocumentBlock> AllBlocks => All.SelectMany(static page => page.Blocks);

    /// <summary>From the root of the repository.</summary>
    public string Path { get; }

    /// <summary>All of it.</summary>
    public string Text { get; }

    /// <summary>All of it but its blocks.</summary>
    public string Prose { get; }

    /// <summary>Its fenced blocks.</summary>
    public IReadOnlyList<DocumentBlock> Blocks { get; }

    /// <summary>Code in the lines of its text.</summary>
    public IEnumerable<string> InlineCode => Code().Matches(Prose).Select(static match => match.Groups[1].Value);

    /// <summary>Where its links lead, without addresses of the web.</summary>
    public IEnumerable<string> Links => Link().Matches(Code().Replace(Prose, "")).Select(static match => match.Groups[1].Value)
        .Concat(Picture().Matches(Prose).Select(static match => match.Groups[1].Value))
        .Where(static link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal));

    /// <summary>Names of its headings as links have them.</summary>
    public IReadOnlySet<string> Anchors => Heading().Matches(Prose).Select(static match => AnchorOf(match.Groups[1].Value)).ToHashSet();

    private static IEnumerable<string> Find() =>
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        System.IO.Path.Combine(Repository.Root, "README.md"),
        .. Directory.EnumerateDirectories(Repository.Root).Order(StringComparer.Ordinal)
            .Where(static directory => System.IO.Path.GetFileName(directory) is not ("artifacts" or "docs" or ".git"))
            .SelectMany(static directory => Directory.EnumerateFiles(directory, "README.md", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })),
    ];

    // As GitHub makes them: lower case, spaces to dashes, punctuation gone.
    private static string AnchorOf(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Replace(' ', '-').Where(static letter => char.IsLetterOrDigit(letter) || letter is '-' or '_'));

    private DocumentBlock BlockOf(Match match)
    {
        var indent = match.Groups["indent"].Value;
        var text = string.Join('\n', match.Groups["text"].Value.Split('\n').Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line));
        var note = Note().Match(Text[..match.Index]);
        return new DocumentBlock(Path, Text[..match.Index].Count(static letter => letter == '\n') + 1, match.Groups["language"].Value, text, note.Success ? note.Groups[1].Value.Trim() : "");
    }

    [GeneratedRegex("^(?<indent> *)```(?<language>[a-z]*)[^\\n]*\\n(?<text>.*?)^\\k<indent>```[ ]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("<!-- (.*?) -->\\s*\\z", RegexOptions.RightToLeft)]
    private static partial Regex Note();

    [GeneratedRegex("`([^`\\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("\\]\\(([^)\\s]+)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("<img src=\"([^\"]+)\"")]
    private static partial Regex Picture();

    [GeneratedRegex("^#{1,6} (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
