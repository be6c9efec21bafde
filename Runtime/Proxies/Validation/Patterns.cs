using System.Text.RegularExpressions;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>Forms of names.</summary>
internal static partial class Patterns
{
    [GeneratedRegex(@"^[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?)*\z")]
    public static partial Regex Host();

    // RFC 9110, 5.6.2.
    [GeneratedRegex(@"^[-!#$%&'*+.^_`|~0-9A-Za-z]+\z")]
    public static partial Regex Token();
}
