using System.Globalization;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Labels and annotations with more of them.</summary>
internal static class LabelMap
{
    public static IReadOnlyDictionary<string, string> With(this IReadOnlyDictionary<string, string> labels, string key, string value) =>
        new Dictionary<string, string>(labels, StringComparer.Ordinal) { [key] = value };

    public static IReadOnlyDictionary<string, string> With(this IReadOnlyDictionary<string, string> labels, string key, int value) =>
        labels.With(key, value.ToString(CultureInfo.InvariantCulture));
}
