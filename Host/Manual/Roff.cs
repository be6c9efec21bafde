using System.Text;

namespace Reeve.Host.Manual;

/// <summary>Writes a manual page in the man(7) macros. Text that is given is shown as it is, whatever it holds.</summary>
internal sealed class Roff
{
    private readonly StringBuilder _page = new();

    /// <summary>Begins a page.</summary>
    /// <param name="title">E.g. <c>reeve-run</c>.</param>
    /// <param name="section">The section, 1 to 8.</param>
    /// <param name="source">What the page belongs to, with its version.</param>
    public Roff(string title, int section, string source) =>
        _page.Append($".TH {Quoted(title.ToUpperInvariant())} {section} \"\" {Quoted(source)} \"Reeve\"\n.nh\n.ad l\n");

    /// <summary>Begins a section.</summary>
    public Roff Section(string name) => Raw($".SH {Quoted(name.ToUpperInvariant())}\n");

    /// <summary>Begins a subsection.</summary>
    public Roff Subsection(string name) => Raw($".SS {Quoted(name)}\n");

    /// <summary>Begins a paragraph.</summary>
    public Roff Paragraph(string text) => Raw($".PP\n{Line(text)}\n");

    /// <summary>A term and what it means.</summary>
    /// <param name="term">Shown in bold.</param>
    /// <param name="value">Shown after it; empty for none.</param>
    /// <param name="meaning">The text.</param>
    public Roff Term(string term, string value, string meaning) =>
        Raw($".TP\n\\fB{Escape(term)}\\fR{(value.Length == 0 ? "" : $" \\fI{Escape(value)}\\fR")}\n{Line(meaning)}\n");

    /// <summary>Lines that are shown as they are.</summary>
    public Roff Lines(params IEnumerable<string> lines) => Raw($".PP\n.nf\n{string.Concat(lines.Select(static line => Line(line) + "\n"))}.fi\n");

    /// <summary>Text with <c>`code`</c>, which is shown in bold, and links, of which the words are shown.</summary>
    public static string Plain(string markdown)
    {
        var text = new StringBuilder();
        for (var i = 0; i < markdown.Length; i++)
        {
            var close = markdown[i] == '[' ? markdown.IndexOf("](", i, StringComparison.Ordinal) : -1;
            var end = close < 0 ? -1 : markdown.IndexOf(')', close);
            if (end > 0)
            {
                text.Append(markdown, i + 1, close - i - 1);
                i = end;
            }
            else if (markdown[i] != '`')
            {
                text.Append(markdown[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>The page.</summary>
    public override string ToString() => _page.ToString();

    // A line that begins with a dot or a quote would be a request.
    private static string Line(string text)
    {
        var escaped = Escape(text);
        return escaped is ['.' or '\'', ..] ? $"\\&{escaped}" : escaped;
    }

    private static string Quoted(string text) => $"\"{Escape(text).Replace("\"", "\\(dq", StringComparison.Ordinal)}\"";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            escaped.Append(letter switch
            {
                '\\' => "\\e",
                '-' => "\\-",
                '~' => "\\(ti",
                '^' => "\\(ha",
                '`' => "\\(ga",
                '\'' => "\\(aq",
                '\n' or '\r' or '\t' => " ",
                _ => letter.ToString(),
            });
        }

        return escaped.ToString();
    }

    private Roff Raw(string text)
    {
        _page.Append(text);
        return this;
    }
}
