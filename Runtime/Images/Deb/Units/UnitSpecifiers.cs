using System.Text;

namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>Specifiers such as <c>%i</c>: what a unit that is loaded knows of itself, and a package alone does not. Source: systemd.unit(5).</summary>
internal static class UnitSpecifiers
{
    /// <summary>Replaces <c>%%</c>.</summary>
    /// <exception cref="FormatException">There is another one.</exception>
    public static string Resolve(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                result.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '%')
            {
                result.Append('%');
                at++;
            }
            else
            {
                throw new FormatException($"it has the specifier {text[at..Math.Min(at + 2, text.Length)]}, which has a meaning in a loaded unit alone");
            }
        }

        return result.ToString();
    }
}
