using System.Text.RegularExpressions;

namespace Reeve.EndToEnd.Nodes.Fields;

/// <summary>What a kubelet's answers have and a node's need not have. Each pattern stands below the reason for it.</summary>
internal sealed class FieldExceptions
{
    private readonly IReadOnlyList<Regex> _patterns;

    private FieldExceptions(IReadOnlyList<Regex> patterns) => _patterns = patterns;

    /// <summary>Reads a file of lines: <c># reason</c>, then patterns in which <c>*</c> stands for anything.</summary>
    public static async Task<FieldExceptions> ReadAsync(string path)
    {
        var patterns = new List<Regex>();
        var reason = "";
        foreach (var line in (await File.ReadAllLinesAsync(path)).Where(line => line.Length > 0))
        {
            if (line[0] == '#')
            {
                reason = line[1..].Trim();
                continue;
            }

            Assert.False(reason.Length == 0, $"without a reason: {line}");
            patterns.Add(new Regex($"^{Regex.Escape(line).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant));
        }

        return new FieldExceptions(patterns);
    }

    /// <summary>Whether a line is excepted.</summary>
    public bool Allow(string line) => _patterns.Any(pattern => pattern.IsMatch(line));
}
