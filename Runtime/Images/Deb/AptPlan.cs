using System.Text.RegularExpressions;

namespace Reeve.Runtime.Images.Deb;

/// <summary>What an installation would do, as <c>apt-get --simulate</c> tells.</summary>
internal sealed partial record AptPlan
{
    private AptPlan()
    {
    }

    /// <summary>Packages that are there and would get other files.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>Packages that would come.</summary>
    public required IReadOnlyList<string> Added { get; init; }

    /// <summary>Reads what apt-get said.</summary>
    public static AptPlan Parse(string output)
    {
        var steps = Step().Matches(output).ToList();
        return new AptPlan
        {
            Changed = [.. steps.Where(static step => step.Groups[2].Success).Select(static step => step.Groups[1].Value)],
            Added = [.. steps.Where(static step => !step.Groups[2].Success).Select(static step => step.Groups[1].Value)],
        };
    }

    // Inst name [old] (new repository [architecture])
    [GeneratedRegex(@"^Inst (\S+?)(?::\S+)? (\[[^\]]*\] )?\(", RegexOptions.Multiline)]
    private static partial Regex Step();
}
