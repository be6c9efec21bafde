using System.Globalization;
using System.Text;
using Reeve.Benchmarks.Measuring;

namespace Reeve.Benchmarks.Reporting;

/// <summary>Writes <c>docs/benchmarks.md</c>.</summary>
internal static class MarkdownReport
{
    private const string Introduction = """
        # Benchmarks

        <!-- Written by eng/bench.sh; run it again instead of changing this page. -->

        Each figure is the median of several runs, with the least and the greatest in brackets. What counts is the **ratio** to the
        reference, which is measured in the same run, in turns with it, on the same machine: absolute figures say more about the
        machine than about Reeve. The ratio is that of the medians. For rates more is better, for times and memory less.

        `eng/bench.sh` builds everything in the Release configuration, measures, and writes this page. It takes a few minutes and needs
        Linux; other work on the machine spoils the figures.


        """;

    /// <summary>The whole page.</summary>
    /// <param name="load">See <see cref="MachineLine.Load"/>.</param>
    /// <param name="sections">What was measured.</param>
    public static string Render(string load, IEnumerable<Section> sections) =>
        Introduction + $"Measured on: {MachineLine.Get()}\n{load}\n\n" + string.Join('\n', sections.Select(Render));

    /// <summary>A page with one section measured anew; at its end if it is not there yet.</summary>
    public static string Replace(string page, Section section)
    {
        var heading = $"## {section.Title}\n";
        var start = page.IndexOf(heading, StringComparison.Ordinal);
        if (start < 0)
        {
            return $"{page.TrimEnd()}\n\n{Render(section)}";
        }

        var next = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return page[..start] + Render(section) + (next < 0 ? "" : page[next..]);
    }

    /// <summary>One section.</summary>
    public static string Render(Section section)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {section.Title}\n\n{section.Explanation}\n\n");
        text.Append("| | Measured | Reference | Ratio | Goal |\n|---|---|---|---|---|\n");
        foreach (var figure in section.Figures)
        {
            var ratio = figure.Ratio is { } value ? Number(value) : "";
            var goal = figure.Goal is null ? "" : $"{figure.Goal}: {(figure.Met == true ? "met" : "missed")}";
            text.Append(CultureInfo.InvariantCulture, $"| {figure.What} | {Runs(figure.Measured, figure.Unit)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {(figure.Reference is { } runs ? Runs(runs, figure.Unit) : "")} | {ratio} | {goal} |\n");
        }

        return section.Details is { } details ? text.Append('\n').Append(details).ToString() : text.ToString();
    }

    private static string Runs(Samples samples, string unit) => samples.Count == 1
        ? $"{Number(samples.Median)} {unit}"
        : $"{Number(samples.Median)} {unit} ({Number(samples.Least)} to {Number(samples.Greatest)}, {samples.Count} runs)";

    // Three significant digits are more than the runs agree on.
    private static string Number(double value) => value switch
    {
        0 => "0",
        >= 100 or <= -100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 or <= -10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.1 or <= -0.1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
