using System.Globalization;

namespace Reeve.Testing.Kubernetes;

/// <summary>A node's <c>/metrics/resource</c>, read as metrics-server reads it: by family and labels, whatever their order.</summary>
public sealed class ResourceMetrics
{
    private readonly List<(string Family, Dictionary<string, string> Labels, double Value, double? Time)> _series = [];

    /// <summary>Reads the Prometheus text format 0.0.4.</summary>
    public ResourceMetrics(string text)
    {
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var open = line.IndexOf('{', StringComparison.Ordinal);
            var close = line.LastIndexOf('}');
            var numbers = line[(close >= 0 ? close + 1 : line.IndexOf(' ', StringComparison.Ordinal))..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            double? time = numbers.Length > 1 ? double.Parse(numbers[1], CultureInfo.InvariantCulture) / 1000 : null;
            var family = open >= 0 ? line[..open] : line[..line.IndexOf(' ', StringComparison.Ordinal)];
            _series.Add((family, open >= 0 ? Labels(line[(open + 1)..close]) : [], double.Parse(numbers[0], CultureInfo.InvariantCulture), time));
        }
    }

    /// <summary>The value of the node's series of a family.</summary>
    public (double Value, double? Time)? Node(string family) => Find(family, _ => true).Select(found => ((double, double?)?)found).FirstOrDefault();

    /// <summary>The values of the containers of a pod in a family, by container name.</summary>
    public IReadOnlyDictionary<string, (double Value, double? Time)> Containers(string family, string ns, string pod) => _series
        .Where(series => series.Family == family && series.Labels.GetValueOrDefault("namespace") == ns && series.Labels.GetValueOrDefault("pod") == pod)
        .ToDictionary(series => series.Labels["container"], series => (series.Value, series.Time));

    private static Dictionary<string, string> Labels(string text) => text
        .Split("\",", StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.TrimEnd('"').Split("=\"", 2))
        .ToDictionary(pair => pair[0].Trim(), pair => pair[1]);

    private IEnumerable<(double Value, double? Time)> Find(string family, Func<Dictionary<string, string>, bool> wanted) =>
        _series.Where(series => series.Family == family && wanted(series.Labels)).Select(series => (series.Value, series.Time));
}
