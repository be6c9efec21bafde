using System.Text;

namespace Reeve.Workloads;

/// <summary>
/// Expands <c>$(VAR)</c> in values, commands and arguments as the Kubernetes API defines it: an unknown variable stays as
/// written, <c>$$(VAR)</c> gives a literal <c>$(VAR)</c>, and expanded text is not expanded again.
/// </summary>
/// <remarks>Pure. Source: <c>EnvVar.value</c> and <c>Container.command</c> in the API reference.</remarks>
public static class VariableExpansion
{
    /// <summary>Expands one text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">The variables by name.</param>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        var dollar = text.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length).Append(text, 0, dollar);
        for (var i = dollar; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] != '$' || (next != '$' && next != '('))
            {
                result.Append(text[i]);
                continue;
            }

            if (next == '$')
            {
                result.Append('$');
                i++;
                continue;
            }

            var close = text.IndexOf(')', i + 2);
            if (close < 0)
            {
                // An unclosed reference is plain text.
                result.Append(text, i, 2);
                i++;
                continue;
            }

            var name = text[(i + 2)..close];
            result.Append(variables.TryGetValue(name, out var value) ? value : text[i..(close + 1)]);
            i = close;
        }

        return result.ToString();
    }
}
