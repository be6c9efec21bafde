using System.Globalization;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>
/// Answers <c>fieldRef</c> (https://kubernetes.io/docs/concepts/workloads/pods/downward-api/).
/// </summary>
internal static class FieldReferences
{
    /// <summary>The value of a field for an environment variable; an address is a placeholder.</summary>
    /// <exception cref="ResolutionException">There is no such field.</exception>
    public static (EnvironmentSource Source, string Value) ForEnvironment(ResolutionScope scope, string path) => path switch
    {
        "spec.nodeName" => (EnvironmentSource.Verbatim, scope.Owner.Node),
        "spec.serviceAccountName" => (EnvironmentSource.Verbatim, scope.Pod.Spec.ServiceAccountName ?? ""),
        "status.hostIP" => (EnvironmentSource.HostIP, ""),
        "status.hostIPs" => (EnvironmentSource.HostIPs, ""),
        "status.podIP" => (EnvironmentSource.PodIP, ""),
        "status.podIPs" => (EnvironmentSource.PodIPs, ""),
        _ => (EnvironmentSource.Verbatim, ForFile(scope.Pod, path)),
    };

    /// <summary>The value of a field for a file: metadata alone.</summary>
    /// <exception cref="ResolutionException">There is no such field.</exception>
    public static string ForFile(Pod pod, string path)
    {
        var metadata = pod.Metadata;
        return path switch
        {
            "metadata.name" => metadata.Name,
            "metadata.namespace" => metadata.Namespace ?? "default",
            "metadata.uid" => metadata.Uid ?? "",
            "metadata.labels" => Format(metadata.Labels),
            "metadata.annotations" => Format(metadata.Annotations),
            _ when Subscript(path, "metadata.labels") is { } key => metadata.Labels.GetValueOrDefault(key, ""),
            _ when Subscript(path, "metadata.annotations") is { } key => metadata.Annotations.GetValueOrDefault(key, ""),
            _ => throw new ResolutionException($"unsupported fieldPath: {path}"),
        };
    }

    private static string? Subscript(string path, string map) =>
        path.Length > map.Length + 4 && path.StartsWith($"{map}['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal)
            ? path[(map.Length + 2)..^2]
            : null;

    private static string Format(IReadOnlyDictionary<string, string> map) =>
        string.Join('\n', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Quote(pair.Value)}"));

    // The API documents the files as key="escaped value", with the escapes of Go's %q.
    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\a' => quoted.Append("\\a"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\v' => quoted.Append("\\v"),
                < 0x20 or 0x7f => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                _ when IsPrintable(rune) => quoted.Append(rune),
                <= 0xffff => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
