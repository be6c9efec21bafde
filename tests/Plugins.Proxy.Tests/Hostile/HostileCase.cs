using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Reeve.Plugins.Proxy.Tests.Hostile;

/// <summary>One of the requests of <c>corpus.txt</c>.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="Answers">The status codes that it gets.</param>
/// <param name="Reaches">What the server behind sees of it.</param>
/// <param name="Sent">The bytes.</param>
internal sealed partial record HostileCase(string Name, string Answers, string[] Reaches, byte[] Sent)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileCase> All { get; } = [.. Read().Split("\n== ").Skip(1).Select(Parse)];

    private static string Read()
    {
        using var reader = new StreamReader(typeof(HostileCase).Assembly.GetManifestResourceStream("corpus.txt")!);
        return reader.ReadToEnd();
    }

    private static HostileCase Parse(string text)
    {
        var lines = text.Split('\n');
        return new HostileCase(
            lines[0],
            Values(lines, "answers: ").Single(),
            Values(lines, "reaches: "),
            Bytes(string.Concat(lines.Skip(1).Where(line => !line.StartsWith("answers: ", StringComparison.Ordinal) && !line.StartsWith("reaches: ", StringComparison.Ordinal)))));
    }

    private static string[] Values(string[] lines, string name) =>
        [.. lines.Where(line => line.StartsWith(name, StringComparison.Ordinal)).Select(line => line[name.Length..])];

    private static byte[] Bytes(string text)
    {
        var repeated = Repetition().Replace(text, match => string.Concat(Enumerable.Repeat(match.Groups[2].Value, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))));
        return Encoding.Latin1.GetBytes(Escape().Replace(repeated, match => match.Value[1] switch
        {
            'r' => "\r",
            'n' => "\n",
            't' => "\t",
            '0' => "\0",
            _ => ((char)int.Parse(match.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        }));
    }

    [GeneratedRegex(@"\{(\d+)\*([^}]*)\}")]
    private static partial Regex Repetition();

    [GeneratedRegex(@"\\(r|n|t|0|x[0-9a-f]{2})")]
    private static partial Regex Escape();
}
