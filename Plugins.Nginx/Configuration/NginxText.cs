using System.Globalization;
using System.Text;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>
/// Writes texts of others so that nginx takes them for what they are. Its configuration has no way to write a dollar sign where variables are
/// expanded; a variable that holds one stands for it.
/// </summary>
internal static class NginxText
{
    /// <summary>The variable with the dollar sign; the template defines it.</summary>
    public const string DollarVariable = "reeve_dollar";

    /// <summary>nginx reads no parameter that is longer (its buffer has 4096 bytes).</summary>
    public const int LongestParameter = 4000;

    /// <summary>A parameter in which nginx expands variables: none is.</summary>
    public static string Value(string text) => Quote(Escape(text));

    /// <summary>The same without quotes, as a part of a larger one.</summary>
    public static string Escape(string text) => Plain(text).Replace("$", $"${{{DollarVariable}}}", StringComparison.Ordinal);

    /// <summary>A parameter in which nginx expands nothing.</summary>
    public static string Literal(string text) => Quote(Plain(text));

    /// <summary>A parameter that is escaped already.</summary>
    public static string Quote(string escaped) => $"\"{escaped}\"";

    /// <summary>A part of a regular expression that matches a text and nothing else.</summary>
    public static string Pattern(string text)
    {
        var result = new StringBuilder(text.Length * 2);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value))
            {
                result.Append((char)value);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
            }
        }

        return result.ToString();
    }

    /// <summary>A regular expression for a host name; a wildcard stands for one label.</summary>
    public static string HostPattern(string host)
    {
        var name = host.ToLowerInvariant();
        return name.StartsWith("*.", StringComparison.Ordinal) ? @"[^.\n]+" + Pattern(name[1..]) : Pattern(name);
    }

    /// <summary>A duration.</summary>
    public static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (long)Math.Ceiling(time.TotalMilliseconds))}ms");

    private static string Plain(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
