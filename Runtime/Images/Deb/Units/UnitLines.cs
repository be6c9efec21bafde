using System.Text;

namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>Lines of a unit file: those that end in a backslash go on with the next one; comments and empty lines are left out.</summary>
internal static class UnitLines
{
    public static IEnumerable<string> Join(string text)
    {
        var whole = new StringBuilder();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd('\r').Trim();
            if (line.StartsWith('#') || line.StartsWith(';'))
            {
                continue; // also between continued lines
            }

            if (line.EndsWith('\\'))
            {
                whole.Append(line, 0, line.Length - 1).Append(' ');
                continue;
            }

            whole.Append(line);
            if (whole.ToString().Trim() is { Length: > 0 } complete)
            {
                yield return complete;
            }

            whole.Clear();
        }

        if (whole.ToString().Trim() is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }
}
