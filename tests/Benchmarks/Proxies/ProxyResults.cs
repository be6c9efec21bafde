using System.Globalization;
using System.Text;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Reporting;

namespace Reeve.Benchmarks.Proxies;

/// <summary>What all contenders did.</summary>
internal sealed class ProxyResults
{
    private readonly Dictionary<(string Contender, string Load), List<double>> _values = [];
    private readonly List<string> _loads = [];

    public void Add(string contender, string load, double value)
    {
        if (!_loads.Contains(load))
        {
            _loads.Add(load);
        }

        if (!_values.TryGetValue((contender, load), out var values))
        {
            _values[(contender, load)] = values = [];
        }

        values.Add(value);
    }

    public Samples? Find(string contender, string load) => _values.TryGetValue((contender, load), out var values) ? new Samples(values) : null;

    /// <summary>A line of the report: the plugin against another contender; null if that one has no such figure.</summary>
    public Figure? Compare(string what, string load, string unit, string other, double? least = null, string? goal = null)
    {
        var (measured, reference) = (Find("Plugins.Proxy", load), Find(other, load));
        return measured is null || reference is null
            ? null
            : new Figure
            {
                What = what, Measured = measured, Reference = reference, Unit = unit, Goal = goal,
                Met = least is { } bound ? measured.Median >= bound * reference.Median : null,
            };
    }

    /// <summary>All figures of all contenders: one line for each, the medians.</summary>
    public string Table(params string[] contenders)
    {
        var text = new StringBuilder($"| | {string.Join(" | ", contenders)} |\n|---|{string.Concat(contenders.Select(_ => "---|"))}\n");
        foreach (var load in _loads)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {load} | {string.Join(" | ", contenders.Select(contender => Find(contender, load) is { } samples ? Number(samples.Median) : ""))} |\n");
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
