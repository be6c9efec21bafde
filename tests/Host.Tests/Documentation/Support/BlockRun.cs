using System.Text.RegularExpressions;

namespace Reeve.Host.Tests.Documentation.Support;

/// <summary>Where the commands of a block are run: what the comment directly before it says.</summary>
/// <param name="Environment">What the block needs, such as <c>machine</c> or <c>machine plane</c>; empty for nothing but the command; null if it is not run.</param>
/// <param name="Reason">Why it is not run; empty for a block that is.</param>
internal sealed partial record BlockRun(string? Environment, string Reason)
{
    /// <summary>Reads the note of a block.</summary>
    /// <returns>Null if it says nothing of it.</returns>
    public static BlockRun? Of(DocumentBlock block) => block.Note switch
    {
        "" when block.Language == "console" => new("", ""),
        var note when note.StartsWith("run: ", StringComparison.Ordinal) => new(note["run: ".Length..], ""),
        var note when note.StartsWith("not run: ", StringComparison.Ordinal) => new(null, note["not run: ".Length..]),
        _ => null,
    };

    /// <summary>The tests that do the same as a block that is not run, by class or script.</summary>
    public IEnumerable<string> Tests => TestedBy().Matches(Reason).SelectMany(static match => match.Groups[1].Value.Split(" and "));

    [GeneratedRegex(@"tested by ([\w./-]+(?: and [\w./-]+)*)")]
    private static partial Regex TestedBy();
}
