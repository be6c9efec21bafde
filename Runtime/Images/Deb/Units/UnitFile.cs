namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>The assignments of a unit file, in their order. Source: systemd.syntax(7).</summary>
internal sealed class UnitFile
{
    private readonly List<(string Section, string Key, string Value)> _assignments = [];

    private UnitFile()
    {
    }

    /// <summary>Reads a unit file; what is no assignment is left out, as systemd does.</summary>
    public static UnitFile Parse(string text)
    {
        var file = new UnitFile();
        var section = "";
        foreach (var line in UnitLines.Join(text))
        {
            if (line.StartsWith('[') && line.EndsWith(']'))
            {
                section = line[1..^1];
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                file._assignments.Add((section, line[..equals].TrimEnd(), line[(equals + 1)..].Trim()));
            }
        }

        return file;
    }

    /// <summary>What a key holds that is assigned once; the last assignment counts, and an empty one takes back.</summary>
    public string? Value(string section, string key) => Values(section, key).LastOrDefault();

    /// <summary>What a key holds that may be assigned often; an empty assignment takes back those before it.</summary>
    public IReadOnlyList<string> Values(string section, string key)
    {
        var values = new List<string>();
        foreach (var (_, _, value) in _assignments.Where(assignment => assignment.Section == section && assignment.Key == key))
        {
            if (value.Length == 0)
            {
                values.Clear();
            }
            else
            {
                values.Add(value);
            }
        }

        return values;
    }
}
