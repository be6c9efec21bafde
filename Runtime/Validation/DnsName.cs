using System.Buffers;

namespace Reeve.Runtime.Validation;

/// <summary>
/// Names of one or more labels: lower-case letters, digits and dashes, with a letter or digit at both ends. Takes time in proportion to the
/// length. Thread-safe. Source: RFC 1123 2.1, <c>k8s.io/apimachinery/pkg/util/validation</c>.
/// </summary>
public static class DnsName
{
    private static readonly SearchValues<char> s_label = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>How many characters a label may have.</summary>
    public const int LongestLabel = 63;

    /// <summary>How many characters a name may have.</summary>
    public const int LongestName = 253;

    /// <summary>Whether it is a label of at most 63 characters, such as <c>node-1</c>.</summary>
    public static bool IsLabel(ReadOnlySpan<char> text) => text.Length <= LongestLabel && HasLabelForm(text);

    /// <summary>Whether it is one or more labels with dots between them and at most 253 characters, each label of any length, as Kubernetes names its objects.</summary>
    public static bool IsSubdomain(ReadOnlySpan<char> text) => text.Length <= LongestName && HasSubdomainForm(text);

    /// <summary>Whether it is such a name whose labels have at most 63 characters each, so that DNS can hold it.</summary>
    public static bool IsHost(ReadOnlySpan<char> text) => text.Length <= LongestName && AreAll(text, static label => IsLabel(label));

    /// <summary>Whether it is a label, of whatever length.</summary>
    internal static bool HasLabelForm(ReadOnlySpan<char> text) =>
        text.Length > 0 && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(s_label);

    /// <summary>Whether it is labels with dots between them, of whatever length.</summary>
    internal static bool HasSubdomainForm(ReadOnlySpan<char> text) => AreAll(text, static label => HasLabelForm(label));

    private static bool AreAll(ReadOnlySpan<char> text, Func<ReadOnlySpan<char>, bool> isLabel)
    {
        foreach (var label in text.Split('.'))
        {
            if (!isLabel(text[label]))
            {
                return false;
            }
        }

        return true;
    }
}
