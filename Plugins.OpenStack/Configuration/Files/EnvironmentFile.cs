namespace Reeve.Plugins.OpenStack.Configuration.Files;

/// <summary>
/// Reads a file of <c>export NAME=value</c> lines, such as an openrc, without a shell: quotes, escapes and variables that stand before are understood,
/// nothing is run.
/// </summary>
internal static class EnvironmentFile
{
    /// <summary>The variables.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="environment">What <c>$NAME</c> may stand for besides the file's own.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: with the line.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text, string source, IReadOnlyDictionary<string, string> environment)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var whole in text.Split('\n'))
        {
            number++;
            var line = whole.Trim(' ', '\t', '\r');
            if (line.Length > 0 && line[0] != '#')
            {
                ReadLine(line, variables, name => variables.GetValueOrDefault(name) ?? environment.GetValueOrDefault(name), $"{source}, line {number}");
            }
        }

        return variables;
    }

    private static void ReadLine(string line, Dictionary<string, string> variables, Func<string, string?> lookUp, string where)
    {
        if (line.StartsWith("unset ", StringComparison.Ordinal))
        {
            foreach (var name in line[6..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                variables.Remove(name);
            }

            return;
        }

        var rest = line.StartsWith("export ", StringComparison.Ordinal) ? line[7..].TrimStart() : line;
        var equals = rest.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? rest : rest[..equals];
        if (!IsName(key) || (equals < 0 && rest.Length == line.Length))
        {
            throw new ProviderException(ErrorReason.Invalid, $"{where}: only lines such as export NAME=value are understood; nothing in this file is run.");
        }

        if (equals >= 0)
        {
            variables[key] = new ShellWord(rest[(equals + 1)..], lookUp, where).Read();
        }
    }

    /// <summary>Whether a text can be the name of a variable.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
